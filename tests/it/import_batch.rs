//! Importing several files in the interface: what is shown, to whom it goes, what taking and undoing it does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;

use crate::common::app::{Desk, clock};
use rcoi::Problem;
use rcoi::app::msg::{FileRead, FilesFound, JobId};
use rcoi::app::{Effect, Key, Msg, update};
use rcoi::demo;
use rcoi::domain::cmrt::Version;
use rcoi::domain::{Charter, Cid, Edit, IdGen, SourceRole, Supplier, SupplierId, Workspace};
use rcoi::import::{self, Incoming};
use rcoi::intake::{Attach, Batch, PlanOrder, Unread};
use rcoi::runtime::reading;
use rcoi::store::canonical;

const WIDE: (u16, u16) = (120, 40);

fn own() -> Workspace {
    Workspace::new(Charter { company: "Acme".to_owned(), year: 2026, sample: false })
}

/// A file as the background job reads it.
fn read(desk: &Desk, name: &str, bytes: &[u8]) -> FileRead {
    let path = PathBuf::from(format!("inbox/{name}"));
    match import::receive(name, bytes, None) {
        Ok(incoming) => {
            let file = reading::named(&path, incoming).unwrap();
            let findings = file.declaration().map(|received| {
                let own = received.look_up.as_ref().map(|(_, list)| &**list);
                let context = desk.app.core.check_context();
                context.check(&received.form, own, context.today)
            });
            (Ok(file), findings.unwrap_or_default())
        }
        Err(error) => {
            let (needs_password, is_template) = (error.needs_password(), error.is_template());
            let problem = error.problem(name);
            (
                Err(Unread {
                    path,
                    problem,
                    needs_password,
                    is_template,
                    is_too_large: false,
                    is_unknown: false,
                }),
                Vec::new(),
            )
        }
    }
}

/// Types a path and lets the job answer with these files.
fn import(desk: &mut Desk, files: &[(String, Vec<u8>)]) {
    desk.keys("iinbox/*.xlsx<enter>");
    let job = desk.app.core.job.unwrap();
    let files: Vec<_> = files.iter().map(|(name, bytes)| read(desk, name, bytes)).collect();
    desk.send(Msg::FilesRead(job, Ok(files.into())));
}

fn bytes(desk: &Desk) -> String {
    canonical(&desk.app.core.workspace).unwrap()
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text}\n{}", desk.text());
}

#[test]
fn a_batch_is_one_edit_and_one_undo() {
    let mut desk = Desk::on(own(), WIDE);
    let before = bytes(&desk);
    let mut files = demo::suppliers();
    files.push(("photo.xlsx".to_owned(), b"\xFF\xD8\xFF\xE0 no workbook".to_vec()));
    import(&mut desk, &files);
    has(&desk, "8 files to take");
    has(&desk, "1 not read");
    has(&desk, "7 new suppliers");
    desk.keys("y");
    has(&desk, "What the import brought");
    has(&desk, "a JPEG image");
    assert_eq!(desk.entries.len(), 1);
    let ws = &desk.app.core.workspace;
    assert_eq!((ws.suppliers.len(), ws.declarations.len()), (7, 8));
    let balance = desk.app.core.register.balance();
    assert!(balance.is_exact() && balance.resolved > 0 && balance.open > 0, "{balance:?}");
    assert_eq!(desk.app.core.checked.findings.len(), 8, "every declaration was checked");
    let kept = |what: &str| desk.effects.iter().position(|effect| effect.starts_with(what));
    assert!(kept("KeepContents").is_some() && kept("KeepOriginals").is_some(), "{:?}", desk.effects);
    let taken = bytes(&desk);
    desk.keys("uy");
    assert_eq!(bytes(&desk), before, "u means what it does, over the account of the import too");
    assert_eq!(desk.app.core.register.balance().rows, 0);
    desk.keys("<ctrl-r>");
    assert_eq!(bytes(&desk), taken);
    assert_eq!(desk.app.core.register.balance(), balance);
}

#[test]
fn files_that_are_no_input_are_one_line_and_not_in_red() {
    let mut desk = Desk::on(own(), WIDE);
    desk.keys("iinbox<enter>");
    let job = desk.app.core.job.unwrap();
    let (name, content) = demo::suppliers().into_iter().next().unwrap();
    let passed_over = Some("not read: 1 file that is no CMRT, list, table or filing (site.json)".to_owned());
    let found = FilesFound { files: vec![read(&desk, &name, &content)], passed_over };
    desk.send(Msg::FilesRead(job, Ok(found)));
    has(&desk, "1 file to take");
    let styled = desk.styled();
    let (text, roles) = styled.split_once("---").unwrap();
    let row = text.lines().position(|line| line.contains("site.json")).unwrap();
    let roles = roles.lines().find(|line| line.starts_with(&format!("{row}:"))).unwrap();
    assert!(roles.contains("Muted") && !roles.contains("Error"), "{roles}");
    assert!(!desk.text().contains("1 not read"), "{}", desk.text());
}

#[test]
fn a_similar_name_waits_for_a_person() {
    let mut desk = Desk::on(own(), WIDE);
    let files = demo::suppliers();
    let brightwater: Vec<_> =
        files.iter().filter(|(name, _)| name.starts_with("Brightwater")).cloned().collect();
    let [old, new] = &brightwater[..] else { panic!("{} files", brightwater.len()) };
    // The supplier is there under a name that is only like the one in the file.
    desk.keys("5+Brightwater Circuit<enter><esc>");
    assert_eq!(desk.app.core.workspace.suppliers.len(), 1, "{}", desk.text());
    import(&mut desk, std::slice::from_ref(old));
    has(&desk, "? like Brightwater Circuit");
    desk.keys("y");
    assert!(
        desk.app.core.workspace.declarations.is_empty(),
        "nothing is taken as long as it is not said whose it is"
    );
    desk.keys("<enter><enter>y");
    assert_eq!((desk.app.core.workspace.suppliers.len(), desk.app.core.workspace.declarations.len()), (1, 1));
    // The name in the file is now another name of the supplier, so the next one is known at once.
    import(&mut desk, std::slice::from_ref(new));
    assert!(!desk.text().contains("? like"), "{}", desk.text());
    desk.keys("y");
    assert_eq!((desk.app.core.workspace.suppliers.len(), desk.app.core.workspace.declarations.len()), (1, 2));
    // And just this file again is nothing new.
    import(&mut desk, std::slice::from_ref(new));
    desk.keys("y");
    assert_eq!(desk.app.core.workspace.declarations.len(), 2);
}

#[test]
fn a_file_can_be_left_out_or_go_to_another_supplier() {
    let mut desk = Desk::on(own(), WIDE);
    let files: Vec<_> = demo::suppliers().into_iter().take(2).collect();
    import(&mut desk, &files);
    desk.keys("x<enter><ctrl-u>Somebody else<enter>y");
    let ws = &desk.app.core.workspace;
    assert_eq!(ws.declarations.len(), 1);
    let names: Vec<&str> = ws.suppliers.values().map(|supplier| supplier.name.as_str()).collect();
    assert_eq!(names, ["Somebody else"]);
}

#[test]
fn a_blank_template_offers_its_look_up_and_a_list_comes_once() {
    let mut desk = Desk::on(own(), WIDE);
    let blank = demo::workbook(&demo::FilledCmrt::blank(Version::new(650)));
    let files = [("template.xlsx".to_owned(), blank)];
    import(&mut desk, &files);
    has(&desk, "[x] Look-up of CMRT 6.5");
    desk.keys("y");
    assert_eq!((desk.app.core.workspace.lists.len(), desk.app.core.workspace.suppliers.len()), (1, 0));
    import(&mut desk, &files);
    desk.keys("y");
    assert_eq!(desk.app.core.workspace.lists.len(), 1);
    has(&desk, "nothing to take");
}

/// A desk with a facility that has no CID, and a list that has one for it.
fn facility_without_cid() -> (Desk, Cid) {
    let mut desk = Desk::on(own(), WIDE);
    let entry = demo::look_up().entries.into_iter().next().unwrap();
    let csv = format!(
        "metal,name,country,status\n{},\"{}\",\"{}\",Active\n",
        entry.metal, entry.name, entry.country
    );
    import(&mut desk, &[("annex.csv".to_owned(), csv.into_bytes())]);
    desk.keys("y");
    let blank = demo::workbook(&demo::FilledCmrt::blank(Version::new(650)));
    import(&mut desk, &[("template.xlsx".to_owned(), blank)]);
    desk.keys("y<esc>1");
    (desk, entry.cid)
}

#[test]
fn what_lists_propose_stays_to_be_done_after_later_imports() {
    let (mut desk, _) = facility_without_cid();
    has(&desk, "1 facility can gain a CID from the lists");
    for (name, bytes) in demo::suppliers().into_iter().take(2) {
        import(&mut desk, &[(name, bytes)]);
        desk.keys("y<esc>1");
        has(&desk, "1 facility can gain a CID from the lists");
    }
}

#[test]
fn lists_give_cids_and_merge_twins_only_when_asked() {
    let (mut desk, listed) = facility_without_cid();
    has(&desk, "1 facility can gain a CID from the lists");
    let facility = desk.app.core.workspace.live().next().unwrap().id.clone();
    let cid = |desk: &Desk| desk.app.core.workspace.view(&facility).and_then(|view| view.cid());
    assert_eq!(cid(&desk), None, "never silently");
    desk.keys(":give facilities<enter>");
    assert_eq!(cid(&desk), None, "the question comes first: {}", desk.text());
    desk.keys("y");
    assert_eq!(cid(&desk), Some(listed), "{}", desk.text());
    desk.keys("u");
    assert_eq!(cid(&desk), None);
}

/// The plan that a key orders, before anybody has made it.
fn ordered(desk: &mut Desk, key: char) -> (JobId, Box<PlanOrder>, Batch) {
    let effects = update(&mut desk.app, Msg::Key(Key::char(key)), clock());
    let order = effects.into_iter().find_map(|effect| {
        let Effect::PlanImport(job, order, batch) = effect else { return None };
        Some((job, order, batch))
    });
    order.unwrap()
}

#[test]
fn a_plan_of_a_workspace_that_changed_meanwhile_is_made_again() {
    let mut desk = Desk::on(own(), WIDE);
    let files: Vec<_> = demo::suppliers().into_iter().take(2).collect();
    import(&mut desk, &files);
    let (job, order, batch) = ordered(&mut desk, 'y');
    // Meanwhile nothing is decided about the files, and somebody else's edit arrives: the supplier is there already.
    desk.keys("x");
    let name = |batch: &Batch| match &batch.arrivals.first().unwrap().attach {
        Attach::New(name) => name.clone(),
        Attach::To(id) => id.to_string(),
    };
    let supplier = Supplier::named(SupplierId::new("s"), name(&batch));
    desk.app.core.commit("Add", Edit::AddSupplier(Box::new(supplier)));
    desk.send(Msg::ImportPlanned(job, Box::new(order.import(batch))));
    let ws = &desk.app.core.workspace;
    assert_eq!((ws.declarations.len(), ws.suppliers.len()), (2, 2), "{}", desk.text());
    assert!(ws.declarations.values().any(|declaration| declaration.supplier == SupplierId::new("s")));
}

#[test]
fn a_plan_that_nobody_waits_for_any_more_is_dropped() {
    let mut desk = Desk::on(own(), WIDE);
    let files: Vec<_> = demo::suppliers().into_iter().take(2).collect();
    import(&mut desk, &files);
    let (job, order, batch) = ordered(&mut desk, 'y');
    desk.keys("<esc>");
    desk.send(Msg::ImportPlanned(job, Box::new(order.import(batch))));
    assert!(desk.entries.is_empty() && desk.app.overlays.is_empty());
}

#[test]
fn a_preview_of_a_workspace_that_changed_since_is_shown_again() {
    let mut desk = Desk::on(own(), WIDE);
    let csv = b"metal,name,country,status\nGold,First Works,SWITZERLAND,Active\n".to_vec();
    import(&mut desk, &[("annex.csv".to_owned(), csv.clone())]);
    has(&desk, "1 new facility, 0 known already");
    let Incoming::Facilities(draft) =
        import::receive("other.csv", &[csv, b"\n".to_vec()].concat(), None).unwrap()
    else {
        panic!("no table")
    };
    let other =
        draft.plan(&desk.app.core.workspace, SourceRole::Annex, &mut IdGen::new([9; 16]), clock().now);
    desk.app.core.commit("Import other.csv", other.edit);
    desk.keys("y");
    has(&desk, "0 new facilities, 1 known already");
    desk.keys("y");
    assert_eq!(desk.app.core.workspace.live().count(), 1, "{}", desk.text());
    assert_eq!(desk.app.core.workspace.sources.len(), 2);
}

#[test]
fn a_filled_files_look_up_is_taken_only_when_that_is_asked() {
    let mut desk = Desk::on(own(), WIDE);
    let files: Vec<_> = demo::suppliers().into_iter().take(2).collect();
    import(&mut desk, &files);
    has(&desk, "[ ] Look-up of CMRT ");
    desk.keys("y<esc>");
    assert!(desk.app.core.workspace.lists.is_empty() && desk.app.core.workspace.declarations.len() == 2);
    // What was taken before offers its look-up still.
    import(&mut desk, &files);
    has(&desk, "2 with nothing new");
    desk.keys("ly");
    assert!(!desk.app.core.workspace.lists.is_empty(), "{}", desk.text());
}

#[test]
fn progress_is_shown_and_a_cancelled_import_leaves_nothing() {
    let mut desk = Desk::on(own(), WIDE);
    desk.keys("iinbox<enter>");
    desk.send(Msg::ReadSoFar(JobId(1), 3, 12));
    has(&desk, "3 of 12 files");
    desk.keys("<esc>");
    let problem = Problem::new("late", "", "");
    desk.send(Msg::FilesRead(JobId(1), Err(problem)));
    assert!(desk.app.overlays.is_empty() && desk.entries.is_empty());
    assert!(desk.effects.iter().any(|effect| effect == "Cancel(JobId(1))"));
}

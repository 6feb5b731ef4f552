//! Reading a filing's text: the damaged list of 2022, what can be put back, and what must stay open.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use rcoi::domain::{
    Charter, Claim, DerivationRule, IdGen, LostColumn, Metal, Place, Source, SourceRole, Statement, Status,
    StatusCounts, TotalOf, Value, Workspace,
};
use rcoi::import::sample::{self, Sample};
use rcoi::import::{self, Draft, DraftRow};

use crate::common::at_hand::at_hand;

const FIXTURE: &str = include_str!("../fixtures/annex-i-2022.txt");

fn read(text: &str) -> Draft {
    import::read("annex-i-2022.txt", text.as_bytes()).expect("it is read")
}

fn status(row: &DraftRow) -> Option<Status> {
    row.claims.iter().find_map(|claim| claim.value.as_status())
}

fn name(row: &DraftRow) -> &str {
    row.claims.iter().find_map(|claim| claim.value.as_name()).unwrap_or("")
}

fn country(row: &DraftRow) -> Option<&str> {
    row.claims.iter().find_map(|claim| claim.value.as_country()).map(|c| c.written.as_str())
}

fn counts(draft: &Draft) -> StatusCounts {
    let mut counts = StatusCounts::default();
    draft.rows.iter().for_each(|row| counts.add(status(row).unwrap_or(Status::Unresolved), 1));
    counts
}

fn of(conformant: i64, active: i64, indeterminable: i64, unresolved: i64) -> StatusCounts {
    StatusCounts { conformant, active, indeterminable, unresolved }
}

fn totals(draft: &Draft) -> Vec<(TotalOf, u32)> {
    let totals = draft.statements.iter().filter_map(|s| match s {
        Statement::Total { of, count, .. } => Some((*of, *count)),
        Statement::NoneInCoveredCountry { .. } | Statement::Damaged { .. } => None,
    });
    totals.collect()
}

/// Of each damaged block: first and last name, rows, countries, statuses, surviving words.
type Damage = (String, String, u32, LostColumn, LostColumn, StatusCounts);

fn damage(draft: &Draft) -> Vec<Damage> {
    let damaged = draft.statements.iter().filter_map(|s| match s {
        Statement::Damaged { names: (first, last), rows, countries, statuses, words, .. } => {
            Some((first.clone(), last.clone(), *rows, *countries, *statuses, *words))
        }
        Statement::NoneInCoveredCountry { .. } | Statement::Total { .. } => None,
    });
    damaged.collect()
}

/// The line numbers (from 0) of the damaged rows, of the run of countries and of the run of statuses.
fn damaged_lines(text: &str) -> (Vec<usize>, usize, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let rows = lines.iter().enumerate().filter(|(_, line)| line.matches('\t').count() == 1).map(|(i, _)| i);
    let countries = lines.iter().position(|line| line.starts_with("KOREA, REPUBLIC OF UNITED")).unwrap();
    let statuses = lines.iter().position(|line| line.starts_with("Full Compliant Ind")).unwrap();
    (rows.collect(), countries, statuses)
}

fn edited(edit: impl FnOnce(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = FIXTURE.lines().map(str::to_owned).collect();
    edit(&mut lines);
    lines.join("\n")
}

#[test]
fn the_list_of_2022_is_read_whole() {
    let draft = read(FIXTURE);
    assert_eq!(draft.title, "Annex I 2022");
    assert_eq!(draft.as_of.map(|date| date.to_string()).as_deref(), Some("2022-12-31"));
    let of_metal = |metal| draft.rows.iter().filter(|row| row.metal == metal).count();
    assert_eq!(Metal::ALL.map(of_metal), [34, 70, 106, 39]);
    assert_eq!(counts(&draft), of(190, 7, 13, 39));
    assert!(draft.rows.iter().all(|row| country(row).is_some()), "every row has its country");
    assert!(draft.skipped.is_empty() && draft.remarks.is_empty());
}

#[test]
fn its_totals_are_stated_and_leave_a_constraint() {
    let draft = read(FIXTURE);
    let expected = [
        (TotalOf::All, 249),
        (TotalOf::Of(Status::Conformant), 226),
        (TotalOf::Of(Status::Active), 7),
        (TotalOf::Of(Status::Indeterminable), 16),
    ];
    assert_eq!(totals(&draft), expected);
    assert!(draft.statements.iter().any(|s| matches!(s, Statement::NoneInCoveredCountry { .. })));
    let constraint = draft.constraint.as_ref().expect("a constraint");
    assert_eq!(constraint.totals, of(36, 0, 3, 0));
    assert_eq!(constraint.rows.len(), 39);
    assert!(constraint.rows.iter().all(|index| status(&draft.rows[*index]).is_none()));
}

#[test]
fn its_damaged_rows_get_their_countries_in_order_and_no_status() {
    let draft = read(FIXTURE);
    let expected = (
        "LT Metal Ltd.".to_owned(),
        "SungEel HiMetal Co., Ltd.".to_owned(),
        39,
        LostColumn::Derived,
        LostColumn::Holes { survive: 13 },
        of(10, 0, 3, 0),
    );
    assert_eq!(damage(&draft), [expected]);
    let (_, run, _) = damaged_lines(FIXTURE);
    let place = Place::Line(u32::try_from(run).unwrap() + 1, 0);
    let derived: Vec<&DraftRow> =
        draft.rows.iter().filter(|row| row.claims.iter().any(|c| c.rule.is_some())).collect();
    assert_eq!(derived.len(), 39);
    for row in &derived {
        let claim = row.claims.iter().find(|claim| claim.rule.is_some()).unwrap();
        assert_eq!((claim.rule, &claim.place), (Some(DerivationRule::CountriesInOrder), &place));
    }
    for (wanted, written) in [
        ("LT Metal Ltd.", "KOREA, REPUBLIC OF"),
        ("Materion", "UNITED STATES OF AMERICA"),
        ("Samduck Precious Metals", "KOREA, REPUBLIC OF"),
        ("Sancus ZFS (L'Orfebre, SA)", "COLOMBIA"),
        ("Sichuan Tianze Precious Metals Co., Ltd.", "CHINA"),
        ("Singway Technology Co., Ltd.", "TAIWAN, PROVINCE OF CHINA"),
        ("SungEel HiMetal Co., Ltd.", "KOREA, REPUBLIC OF"),
    ] {
        let row = derived.iter().find(|row| name(row) == wanted).expect(wanted);
        assert_eq!(country(row), Some(written), "{wanted}");
    }
}

#[test]
fn every_stated_value_has_its_line_and_column() {
    let draft = read(FIXTURE);
    let lines: Vec<&str> = FIXTURE.lines().collect();
    for claim in draft.rows.iter().flat_map(|row| &row.claims).filter(|claim| claim.rule.is_none()) {
        let Place::Line(line, column) = claim.place else { panic!("{:?}", claim.place) };
        let cell = lines[line as usize - 1].split('\t').nth(column as usize - 1).unwrap();
        match claim.value.as_status() {
            Some(status) => assert_eq!(Status::parse(cell), Some(status)),
            None => assert_eq!(claim.value.text(), cell),
        }
    }
}

#[test]
fn other_totals_leave_another_constraint() {
    let draft = read(&FIXTURE.replace("226", "225").replace("16 facilities", "17 facilities"));
    assert_eq!(draft.constraint.unwrap().totals, of(35, 0, 4, 0));
}

#[test]
fn totals_that_do_not_add_up_leave_none() {
    for (from, to) in [
        ("226", "227"),
        ("249", "250"),
        ("16 facilities", "12 facilities"),
        ("seven", "six"),
        ("A further seven", "A few further"),
        ("226", "232"),
    ] {
        let draft = read(&FIXTURE.replacen(from, to, 1));
        assert_eq!(draft.constraint, None, "{from} -> {to}");
        assert_eq!(counts(&draft), of(190, 7, 13, 39), "{from} -> {to}");
    }
}

#[test]
fn fewer_than_the_surviving_words_cannot_be() {
    let text = FIXTURE.replace("226", "227").replace("16 facilities", "15 facilities");
    assert_eq!(read(&text).constraint, None, "three Indeterminable words survive, two would be left");
}

#[test]
fn totals_that_leave_one_status_settle_the_rows() {
    let text = edited(|lines| {
        let (_, _, run) = damaged_lines(FIXTURE);
        lines[run] = "Full Compliant Full Compliant".to_owned();
    });
    let draft = read(&text.replace("226", "229").replace("16 facilities", "13 facilities"));
    assert_eq!(counts(&draft), of(229, 7, 13, 0));
    let rules: Vec<DerivationRule> = draft
        .rows
        .iter()
        .flat_map(|row| &row.claims)
        .filter(|claim| claim.value.as_status().is_some())
        .filter_map(|claim| claim.rule)
        .collect();
    assert_eq!(rules, vec![DerivationRule::TotalsLeaveOne; 39]);
    assert_eq!(damage(&draft)[0].4, LostColumn::ByTotals);
}

#[test]
fn a_full_run_of_statuses_is_used_only_within_the_totals() {
    let with_run = |run: &str| {
        let (_, _, line) = damaged_lines(FIXTURE);
        edited(|lines| lines[line] = run.to_owned())
    };
    let good = "Full Compliant ".repeat(36) + &"Indeterminable ".repeat(3);
    let draft = read(&with_run(&good));
    assert_eq!(counts(&draft), of(226, 7, 16, 0));
    assert_eq!(draft.constraint, None);
    let last = draft.rows.iter().find(|row| name(row).starts_with("SungEel")).unwrap();
    assert_eq!(status(last), Some(Status::Indeterminable));

    let bad = "Full Compliant ".repeat(38) + "Active";
    let draft = read(&with_run(&bad));
    assert_eq!(counts(&draft), of(190, 7, 13, 39), "it contradicts the totals");
    assert_eq!(damage(&draft)[0].4, LostColumn::Ambiguous);
}

#[test]
fn a_run_of_countries_with_a_hole_gives_no_row_its_country() {
    let (_, run, _) = damaged_lines(FIXTURE);
    let text = edited(|lines| lines[run] = lines[run].replacen("MEXICO ", "", 1));
    let draft = read(&text);
    assert_eq!(damage(&draft)[0].3, LostColumn::Holes { survive: 38 });
    assert_eq!(draft.rows.iter().filter(|row| country(row).is_none()).count(), 39);
}

#[test]
fn a_run_of_countries_with_two_readings_gives_no_row_its_country() {
    let (_, run, _) = damaged_lines(FIXTURE);
    let text = edited(|lines| {
        lines[run] = lines[run].replacen("KOREA, REPUBLIC OF COLOMBIA", "KOREA REPUBLIC OF CHINA", 1);
    });
    let draft = read(&text);
    assert_eq!(damage(&draft)[0].3, LostColumn::Ambiguous);
    assert_eq!(draft.rows.iter().filter(|row| country(row).is_none()).count(), 39);
}

#[test]
fn an_unknown_country_within_the_run_is_a_hole() {
    let (_, run, _) = damaged_lines(FIXTURE);
    let text = edited(|lines| lines[run] = lines[run].replacen("MEXICO", "UTOPIA", 1));
    assert_eq!(damage(&read(&text))[0].3, LostColumn::Holes { survive: 38 });
}

#[test]
fn page_breaks_elsewhere_change_nothing() {
    let (rows, ..) = damaged_lines(FIXTURE);
    let text = edited(|lines| {
        lines.insert(rows[20], "\u{c}".to_owned());
        lines.insert(rows[20] + 1, "Page 14 of 20".to_owned());
        lines.insert(rows[3] - 10, "\u{c}12".to_owned());
    });
    let (draft, plain) = (read(&text), read(FIXTURE));
    assert_eq!(damage(&draft), damage(&plain));
    assert_eq!(draft.constraint.map(|c| c.totals), plain.constraint.map(|c| c.totals));
    let values = |rows: &[DraftRow]| -> Vec<Vec<Value>> {
        rows.iter().map(|row| row.claims.iter().map(|claim| claim.value.clone()).collect()).collect()
    };
    assert_eq!(values(&draft.rows), values(&plain.rows));
}

#[test]
fn columns_set_with_blanks_read_like_columns_set_with_tabs() {
    let set = |line: &str| {
        let cells: Vec<String> =
            line.split('\t').zip([10, 80, 40, 20]).map(|(cell, width)| format!("{cell:width$}")).collect();
        format!("  {}", cells.concat())
    };
    let lines = FIXTURE.lines().map(|line| if line.contains('\t') { set(line) } else { line.to_owned() });
    let (draft, plain) = (read(&lines.collect::<Vec<_>>().join("\r\n")), read(FIXTURE));
    assert_eq!(draft.rows, plain.rows);
    assert_eq!((draft.statements, draft.constraint), (plain.statements, plain.constraint));
}

#[test]
fn runs_wrapped_over_lines_or_before_their_rows_are_the_same_runs() {
    let (rows, run, _) = damaged_lines(FIXTURE);
    let wrapped = edited(|lines| {
        lines[run] =
            lines[run].replace("UNITED STATES", "UNITED\nSTATES").replace("JAPAN AUSTRIA", "JAPAN\nAUSTRIA");
    });
    assert_eq!(damage(&read(&wrapped)), damage(&read(FIXTURE)));
    let before = edited(|lines| {
        let runs: Vec<String> = lines.drain(run - 1..run + 3).collect();
        lines.splice(rows[0]..rows[0], runs);
    });
    assert_eq!(damage(&read(&before)), damage(&read(FIXTURE)));
}

/// The fixture with a second damaged block: four tantalum rows, with `runs` after them.
fn second_block(runs: &[&str]) -> String {
    edited(|lines| {
        let first = lines.iter().position(|line| line.starts_with("Tantalum\tNPM Silmet")).unwrap();
        for line in &mut lines[first..first + 4] {
            *line = line.split('\t').take(2).collect::<Vec<_>>().join("\t");
        }
        let runs = runs.iter().flat_map(|run| [String::new(), (*run).to_owned()]);
        lines.splice(first + 4..first + 4, runs.chain([String::new()]));
    })
}

const FOUR: &str = "ESTONIA UNITED STATES OF AMERICA BRAZIL CHINA";

#[test]
fn a_second_damaged_block_is_stated_and_widens_the_constraint() {
    let draft = read(&second_block(&[FOUR, "Full Compliant Full Compliant"]));
    let blocks = damage(&draft);
    assert_eq!(blocks.len(), 2);
    let second = blocks.iter().find(|block| block.0 == "NPM Silmet AS").unwrap();
    assert_eq!((second.2, second.3), (4, LostColumn::Derived));
    assert_eq!((second.4, second.5), (LostColumn::Holes { survive: 2 }, of(2, 0, 0, 0)));
    assert_eq!(counts(&draft), of(186, 7, 13, 43));
    let constraint = draft.constraint.unwrap();
    assert_eq!((constraint.totals, constraint.rows.len()), (of(40, 0, 3, 0), 43));
}

#[test]
fn a_second_block_without_runs_says_that_nothing_survives() {
    let draft = read(&second_block(&[]));
    let second = damage(&draft).into_iter().find(|block| block.0 == "NPM Silmet AS").unwrap();
    assert_eq!((second.3, second.4), (LostColumn::Absent, LostColumn::Absent));
    assert_eq!(counts(&draft).unresolved, 43);
}

#[test]
fn a_second_block_that_kept_its_countries_lost_only_statuses() {
    let text = edited(|lines| {
        let first = lines.iter().position(|line| line.starts_with("Tantalum\tNPM Silmet")).unwrap();
        for line in &mut lines[first..first + 4] {
            *line = line.split('\t').take(3).collect::<Vec<_>>().join("\t");
        }
    });
    let draft = read(&text);
    let second = damage(&draft).into_iter().find(|block| block.0 == "NPM Silmet AS").unwrap();
    assert_eq!((second.3, second.4), (LostColumn::Whole, LostColumn::Absent));
    assert!(draft.rows.iter().all(|row| country(row).is_some()));
}

#[test]
fn a_list_that_never_had_statuses_is_not_damaged() {
    let draft = read("Annex A\n\nGold\tDowa\tJAPAN\nTin\tMinsur\tPERU\n");
    assert_eq!(damage(&draft), []);
    assert_eq!(counts(&draft), of(0, 0, 0, 2));
    assert_eq!(draft.title, "Annex A");
}

#[test]
fn countries_and_statuses_that_no_table_knows_are_kept_as_written() {
    let draft = read("Gold\tDowa\tUTOPIA\tSplendid\nTin\tMinsur\tPERU\tActive\n");
    let claim = draft.rows[0].claims.iter().find_map(|claim| claim.value.as_country()).unwrap();
    assert_eq!((claim.code, claim.written.as_str()), (None, "UTOPIA"));
    assert_eq!(status(&draft.rows[0]), None);
    assert_eq!(draft.remarks[0].0, Place::Line(1, 4));
    assert!(draft.remarks[0].1.contains("Splendid"));
}

#[test]
fn text_without_a_list_says_what_to_do() {
    let error =
        import::read("letter.txt", b"Form SD. Conflict minerals are dealt with elsewhere.").unwrap_err();
    let told = error.problem("letter.txt").to_string();
    assert!(told.contains("letter.txt") && told.contains("CSV"), "{told}");
}

/// The filing as it came, where the folder of shared material is at hand.
fn real_filing() -> Option<Vec<u8>> {
    at_hand("data/filing/form-sd-2022.txt").map(|path| std::fs::read(path).unwrap())
}

#[test]
fn the_filing_as_it_came_agrees_with_the_fixture() {
    let Some(bytes) = real_filing() else { return };
    let (real, fixture) = (import::read("form-sd-2022.txt", &bytes).unwrap(), read(FIXTURE));
    let values = |draft: &Draft| -> Vec<(Metal, Vec<Value>)> {
        let rows = draft.rows.iter();
        rows.map(|row| (row.metal, row.claims.iter().map(|c| c.value.clone()).collect())).collect()
    };
    assert_eq!(values(&real), values(&fixture));
    assert_eq!(totals(&real), totals(&fixture));
    assert_eq!(damage(&real), damage(&fixture));
    assert_eq!((&real.title, real.as_of), (&fixture.title, fixture.as_of));
    assert!(real.statements.iter().any(|s| matches!(s, Statement::NoneInCoveredCountry { .. })));
}

/// Metal and claims of every facility, sorted: a workspace without its identifiers.
fn contents(ws: &Workspace) -> Vec<(Metal, Vec<Claim>)> {
    let mut all: Vec<_> = ws.facilities.values().map(|f| (f.metal, f.claims.clone())).collect();
    all.sort();
    all
}

#[test]
fn the_sample_agrees_with_what_the_reader_makes_of_the_list() {
    let read = Sample::of(&read(FIXTURE)).expect("it has the sample's shape").into_workspace();
    let sample = sample::workspace();
    let values = |ws: &Workspace| -> Vec<(String, Metal, Vec<Value>)> {
        let facilities = ws.facilities.values();
        let values = |claims: &[Claim]| claims.iter().map(|claim| claim.value.clone()).collect();
        facilities.map(|f| (f.id.to_string(), f.metal, values(&f.claims))).collect()
    };
    assert_eq!(values(&read), values(&sample));
    let constraint = |ws: &Workspace| {
        let constraint = ws.constraints.values().next().expect("a constraint");
        (constraint.rows.clone(), constraint.totals)
    };
    assert_eq!(constraint(&read), constraint(&sample));
    assert!(sample.programme.sample);
    assert_eq!((sample.programme.company.as_str(), sample.programme.year), ("Sample", 2022));
}

#[test]
fn the_sample_is_the_import_of_the_filing_as_it_came() {
    let Some(bytes) = real_filing() else { return };
    let draft = import::read("form-sd-2022.txt", &bytes).unwrap();
    let sample = sample::workspace();
    assert_eq!(Sample::of(&draft).unwrap().into_workspace(), sample, "places and hash too");
    let mut ws = Workspace::new(Charter { company: "Ours".into(), year: 2022, sample: false });
    let source = sample.sources.values().next().unwrap();
    let plan = draft.plan(&ws, SourceRole::Annex, &mut IdGen::new([1; 16]), source.imported_at);
    plan.edit.apply(&mut ws).unwrap();
    assert_eq!(contents(&ws), contents(&sample));
    let taken =
        sample.sources.into_iter().map(|(id, it)| (id, Source { role: Some(SourceRole::Annex), ..it }));
    assert_eq!(ws.sources, taken.collect(), "but that the sample was given no role");
    assert_eq!((plan.added, plan.known), (249, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_makes_the_reader_panic(text in "(Gold|Tin|\\PC{0,8}|[\t \r\n]{1,3}|JAPAN|Active|KOREA, REPUBLIC OF){0,60}") {
        let _ = import::read("x.txt", text.as_bytes());
    }

    #[test]
    fn no_damage_to_the_list_gives_a_damaged_row_a_status(from in 0_usize..300, count in 0_usize..40) {
        let lines: Vec<&str> = FIXTURE.lines().collect();
        let kept = lines.iter().enumerate().filter(|(at, _)| !(from..from + count).contains(at));
        let text = kept.map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        if let Ok(draft) = import::read("x.txt", text.as_bytes()) {
            let derived = draft.rows.iter().flat_map(|row| &row.claims).filter(|claim| claim.rule.is_some());
            for claim in derived {
                prop_assert!(claim.value.as_status().is_none(), "{:?}", claim);
            }
        }
    }
}

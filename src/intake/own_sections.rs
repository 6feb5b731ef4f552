//! Sections of the company's own: added, moved, taken out; each as one edit.

use super::FactRefused;
use crate::domain::{Edit, FactInfo, FactKey, OwnSection, Stamp, Workspace};
use crate::report::section_places;
use crate::text::clean;

/// The longest heading, in characters.
const LONGEST_TITLE: usize = 120;

/// An edit with its title.
type Titled = (String, Edit);

/// The sections behind which one of the company's own can stand: those of the report that hold its words, and its own; in the
/// order of the report.
pub fn places(ws: &Workspace) -> Vec<FactInfo> {
    let is_place = |info: &FactInfo| {
        let key = info.key();
        ws.own_sections.contains_key(&key) || section_places().contains(&key)
    };
    ws.fact_infos().into_iter().filter(is_place).collect()
}

/// Adds a section behind another; without one, as the last. Its key, and the edit.
///
/// # Errors
/// When the title is none, or there is no such section to follow.
pub fn add_section(
    ws: &Workspace,
    title: &str,
    after: Option<&FactKey>,
    stamp: &Stamp,
) -> Result<(FactKey, Titled), FactRefused> {
    let title = clean(title);
    if title.is_empty() {
        return Err(FactRefused::NoTitle);
    }
    if title.chars().count() > LONGEST_TITLE {
        return Err(FactRefused::LongTitle(LONGEST_TITLE));
    }
    if ws.own_sections.values().any(|own| own.title == title) {
        return Err(FactRefused::SectionThere(title));
    }
    let last = places(ws).last().map(FactInfo::key);
    let after = after.cloned().or(last).ok_or(FactRefused::NoTitle)?;
    let key = OwnSection::key(&title, &ws.own_sections);
    let edit = put(ws, (&key, &title), &after, stamp)?;
    Ok((key, (format!("Filing: section {title} added"), edit)))
}

/// Puts a section of the company's own behind another; none where it stands there.
///
/// # Errors
/// When it is none of the company's own, or there is no such section to follow.
pub fn move_section(
    ws: &Workspace,
    key: &FactKey,
    after: &FactKey,
    stamp: &Stamp,
) -> Result<Option<Titled>, FactRefused> {
    let own = ws.own_sections.get(key).ok_or_else(|| FactRefused::NotOwn(key.as_str().to_owned()))?;
    let edit = put(ws, (key, &own.title), after, stamp)?;
    let is_same = matches!(&edit, Edit::Batch(edits) if edits.is_empty());
    Ok((!is_same).then(|| (format!("Filing: section {} put behind {}", own.title, within(ws, after)), edit)))
}

/// Takes a section of the company's own out, with what is said in it.
///
/// # Errors
/// When it is none of the company's own.
pub fn remove_section(ws: &Workspace, key: &FactKey) -> Result<Titled, FactRefused> {
    let own = ws.own_sections.get(key).ok_or_else(|| FactRefused::NotOwn(key.as_str().to_owned()))?;
    let said = ws.facts.get(key).map(|record| Edit::SetFact {
        key: key.clone(),
        from: Some(Box::new(record.clone())),
        to: None,
    });
    let out = Edit::SetOwnSection { key: key.clone(), from: Some(Box::new(own.clone())), to: None };
    let edit = match said {
        Some(said) => Edit::Batch(vec![said, out]),
        None => out,
    };
    Ok((format!("Filing: section {} taken out", own.title), edit))
}

fn within(ws: &Workspace, key: &FactKey) -> String {
    ws.fact_info(key).map_or_else(|| key.as_str().to_owned(), |info| info.within())
}

/// The edit that has a section of a title stand right behind another, with the new ranks of those that it goes before.
fn put(
    ws: &Workspace,
    (key, title): (&FactKey, &str),
    after: &FactKey,
    stamp: &Stamp,
) -> Result<Edit, FactRefused> {
    if after == key || !places(ws).iter().any(|place| place.key() == *after) {
        return Err(FactRefused::NoPlace(after.as_str().to_owned()));
    }
    // Behind one of the company's own is behind the section that that one follows.
    let form = ws.own_sections.get(after).map_or(after, |own| &own.after);
    let mut order: Vec<&FactKey> =
        ws.own_sections_after(form).into_iter().map(|(key, _)| key).filter(|other| *other != key).collect();
    let at = order.iter().position(|other| *other == after).map_or(0, |at| at + 1);
    order.insert(at, key);
    let mut edits = Vec::new();
    for (rank, each) in (0..).zip(order) {
        let from = ws.own_sections.get(each);
        let mut to = from.cloned().unwrap_or_else(|| OwnSection {
            title: title.to_owned(),
            after: form.clone(),
            rank,
            stamp: stamp.clone(),
        });
        if from.is_some_and(|from| from.rank == rank && from.after == *form) {
            continue;
        }
        to.rank = rank;
        if each == key {
            to.after = form.clone();
            to.stamp = stamp.clone();
        }
        edits.push(Edit::SetOwnSection {
            key: each.clone(),
            from: from.cloned().map(Box::new),
            to: Some(Box::new(to)),
        });
    }
    Ok(if edits.len() == 1 { edits.remove(0) } else { Edit::Batch(edits) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Charter;

    fn stamp() -> Stamp {
        Stamp { by: "Ada".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn workspace() -> Workspace {
        Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false })
    }

    fn add(ws: &mut Workspace, title: &str, after: &str) -> FactKey {
        let (key, (_, edit)) = add_section(ws, title, Some(&FactKey::new(after)), &stamp()).unwrap();
        edit.apply(ws).unwrap();
        key
    }

    fn order(ws: &Workspace, after: &str) -> Vec<String> {
        ws.own_sections_after(&FactKey::new(after)).iter().map(|(_, own)| own.title.clone()).collect()
    }

    #[test]
    fn sections_are_added_moved_and_taken_out_and_each_can_be_undone() {
        let mut ws = workspace();
        let first = add(&mut ws, "First", "products");
        let second = add(&mut ws, "Second", first.as_str());
        add(&mut ws, "Zeroth", "products");
        assert_eq!(order(&ws, "products"), ["Zeroth", "First", "Second"]);
        let (title, edit) = move_section(&ws, &first, &second, &stamp()).unwrap().unwrap();
        assert_eq!(title, "Filing: section First put behind second");
        edit.apply(&mut ws).unwrap();
        assert_eq!(order(&ws, "products"), ["Zeroth", "Second", "First"]);
        edit.inverse().apply(&mut ws).unwrap();
        assert_eq!(order(&ws, "products"), ["Zeroth", "First", "Second"]);
        let (_, edit) = move_section(&ws, &first, &FactKey::new("mine"), &stamp()).unwrap().unwrap();
        edit.apply(&mut ws).unwrap();
        assert_eq!((order(&ws, "products").len(), order(&ws, "mine")), (2, vec!["First".to_owned()]));
        assert_eq!(move_section(&ws, &first, &FactKey::new("mine"), &stamp()), Ok(None));
        let (_, edit) = remove_section(&ws, &first).unwrap();
        edit.apply(&mut ws).unwrap();
        assert!(order(&ws, "mine").is_empty());
        edit.inverse().apply(&mut ws).unwrap();
        assert_eq!(order(&ws, "mine"), ["First"]);
    }

    #[test]
    fn what_is_no_title_or_no_place_is_refused() {
        let mut ws = workspace();
        let refused = |ws: &Workspace, title: &str, after: &str| {
            add_section(ws, title, Some(&FactKey::new(after)), &stamp()).unwrap_err()
        };
        assert_eq!(refused(&ws, " \n", "products"), FactRefused::NoTitle);
        assert!(matches!(refused(&ws, &"x".repeat(121), "products"), FactRefused::LongTitle(_)));
        for after in ["registrant.name", "disclosure", "nowhere"] {
            assert!(matches!(refused(&ws, "Title", after), FactRefused::NoPlace(_)), "{after}");
        }
        let key = add(&mut ws, "Title", "products");
        assert!(matches!(refused(&ws, "Title", "products"), FactRefused::SectionThere(_)));
        assert!(matches!(move_section(&ws, &key, &key, &stamp()), Err(FactRefused::NoPlace(_))));
        assert!(matches!(remove_section(&ws, &FactKey::new("products")), Err(FactRefused::NotOwn(_))));
    }

    #[test]
    fn without_a_place_a_section_is_the_last() {
        let mut ws = workspace();
        for title in ["One", "Two"] {
            let (_, (_, edit)) = add_section(&ws, title, None, &stamp()).unwrap();
            edit.apply(&mut ws).unwrap();
        }
        assert_eq!(order(&ws, "forward_looking"), ["One", "Two"]);
    }
}

//! Made-up suppliers and their CMRTs: a builder of CMRT-shaped workbooks from a description of what was filled in,
//! with the faults that real files have, the seven suppliers of the demo, and its status lists.
//!
//! Everything is fictional and says so: companies, persons, smelters (`CID9xxxxx`), the look-up, and every sheet.
//! The workbooks have the shape of RMI's template, by the layouts of [`crate::cmrt`], and none of its texts.
//! The same description gives the same bytes.

mod clean;
mod facilities;
mod filled;
mod form;
mod labels;
mod package;
mod scale;
mod sheets;
mod status_lists;
mod suppliers;

pub use facilities::{look_up, look_up_of};
pub use filled::{
    CommentedAnswer, Fault, FilledAnswer, FilledCmrt, FilledDate, FilledRow, ProductLine, RowFilling,
    SheetKind,
};
pub use form::form;
pub use scale::{scale, scale_look_up, scale_workbooks};
pub use status_lists::{DemoStatusList, status_lists_on};
pub use suppliers::{DAY, DemoFile, DemoRequest, DemoSupplier, suppliers, suppliers_on};

/// The workbook of a description.
pub fn workbook(filled: &FilledCmrt) -> Vec<u8> {
    let password = filled
        .faults
        .iter()
        .find_map(|fault| if let Fault::Password(password) = fault { Some(password) } else { None });
    let book = sheets::book(filled);
    password.map_or_else(|| book.bytes(), |password| book.encrypted(password))
}

#[cfg(test)]
mod tests;

//! The Conflict Minerals Reporting Template as values: versions, questions by concept, a filled form.

mod answer;
mod cell;
mod form;
mod question;
mod special;
mod version;

pub use answer::Answer;
pub use cell::{CellAddress, column_letters, column_number};
pub use form::{
    DeclaredRow, Form, InputCell, Language, LayoutTrust, Oddity, OddityKind, Product, Reply, SmelterColumn,
};
pub use question::{CompanyField, CompanyQuestion, Question};
pub use special::{Special, is_filler};
pub use version::{Template, Version};

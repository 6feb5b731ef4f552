use crate::domain::{Contents, Standings, Workspace};
use crate::report::Inquiry;
use crate::resolve::rows::Register;
pub fn inquiry(_: &Workspace, _: &Contents, _: &Register, _: &Standings) -> Inquiry {
    Inquiry::default()
}

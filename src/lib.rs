//! `rcoi` reads suppliers' declarations, checks them, resolves the smelters they name, and reports.

pub mod app;
pub mod checks;
pub mod cli;
pub mod data;
pub mod domain;
pub mod export;
pub mod import;
pub mod problem;
pub mod query;
pub mod report;
pub mod risk;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;

pub use problem::Problem;

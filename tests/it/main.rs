//! Tests of the whole program that need no process of their own: files in, screens and files out, all in memory or in
//! a folder that goes with the test.

mod annex;
mod book;
mod bundles;
mod compat;
mod declared_rows;
mod demo;
mod derived;
mod diligence;
mod docs;
mod editor;
mod entered;
mod fingers;
mod flows;
mod follow_ups;
mod import_batch;
mod import_cmrt;
mod import_demo;
mod import_filing;
mod import_html;
mod import_lists;
mod import_own;
mod import_status;
mod import_table;
mod letters;
mod lint;
mod lists;
mod matches;
mod near;
mod paste;
mod replay;
mod risk;
mod screens;
mod search;
mod sources;
mod standings;
mod supply;
mod tables;
mod undo;
mod undo_app;
mod views;
mod way_out;
mod widths;

/// What they share with the other test programs. The tests of a helper stand beside it and use all of it, so that
/// none of it is dead code here.
#[cfg(test)]
#[path = "../common"]
mod common {
    pub mod app;
    pub mod at_hand;
    pub mod encrypted;
    pub mod names;
    pub mod poison;
    pub mod programme;
    pub mod standing;
    pub mod xls;
}

/// What the fuzz targets send their bytes through.
#[cfg(test)]
#[path = "../../fuzz/src"]
mod fuzz {
    pub mod doors;
    pub mod letters;
    pub mod memory;
    pub mod packed;
    pub mod stored;
}

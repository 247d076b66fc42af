//! The office's side of Sổ kiểm tra: takes in what the tablets bring, shows it and reports it. [`app`] is the table of
//! contents; all SQL stands in [`store`], all HTTP statuses in [`problem`].

pub mod accounts;
pub mod app;
pub mod assets;
pub mod audit;
pub mod campaigns;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod design;
pub mod devices;
pub mod findings;
pub mod headers;
pub mod http;
pub mod inbox;
pub mod inspections;
pub mod live;
pub mod locale;
pub mod mail;
pub mod page;
pub mod photos;
pub mod portal;
pub mod problem;
pub mod reports;
pub mod secret;
pub mod standing;
pub mod start;
pub mod store;
pub mod sync;
pub mod table;
pub mod tablet;

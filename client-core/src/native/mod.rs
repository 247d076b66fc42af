//! The store on disk, the HTTP driver and the command-line tablet.

//! End-to-end stories through the real programs.

//! The checklists that come with the program.

/// Names and TOML texts of the shipped checklists, newest last.
pub fn shipped() -> Vec<(&'static str, &'static str)> {
    vec![
        ("cchc-xa-2018.toml", include_str!("../../templates/cchc-xa-2018.toml")),
        ("cchc-xa-2026.toml", include_str!("../../templates/cchc-xa-2026.toml")),
    ]
}

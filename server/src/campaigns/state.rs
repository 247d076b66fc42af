use std::fmt::{self, Display};
use std::str::FromStr;

/// How far a campaign has come. What may happen next is a function of the value inside, and only the state that allows it
/// holds that value: `state.issue()` on a concluded campaign does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Dự thảo: being written; no tablet knows of it.
    Draft(Draft),
    /// Đã ban hành: tablets have their visits.
    Issued(Issued),
    /// Đang kiểm tra.
    UnderWay(UnderWay),
    /// Đã kết thúc: tablets no longer list its visits. What they still send is taken.
    Concluded(Concluded),
}

/// A plan that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft(());

/// A plan that was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued(());

/// A plan that is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderWay(());

/// A plan that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concluded(());

/// Proof that a plan lacks nothing; only [`super::check::check`] gives it.
#[derive(Debug, Clone, Copy)]
pub struct Complete(pub(super) ());

impl Draft {
    /// Ban hành: from now on tablets get their visits.
    pub fn issue(self, _complete: Complete) -> State {
        State::Issued(Issued(()))
    }
}

impl Issued {
    /// Bắt đầu kiểm tra.
    pub fn begin(self) -> State {
        State::UnderWay(UnderWay(()))
    }
}

impl UnderWay {
    /// Kết thúc.
    pub fn conclude(self) -> State {
        State::Concluded(Concluded(()))
    }
}

impl Concluded {
    /// Mở lại: something was forgotten. `_complete`, because tablets get their visits again.
    pub fn reopen(self, _complete: Complete) -> State {
        State::UnderWay(UnderWay(()))
    }
}

impl State {
    /// How every plan begins.
    pub const NEW: State = State::Draft(Draft(()));
    /// How a plan begins that an administrator imports by the command line, where its file is checked as a whole.
    pub(super) const IMPORTED: State = State::Issued(Issued(()));
    const ALL: [State; 4] =
        [Self::NEW, Self::IMPORTED, State::UnderWay(UnderWay(())), State::Concluded(Concluded(()))];

    /// Whether tablets have its visits.
    pub fn is_at_work(self) -> bool {
        matches!(self, State::Issued(_) | State::UnderWay(_))
    }

    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft(_) => "draft",
            State::Issued(_) => "issued",
            State::UnderWay(_) => "under_way",
            State::Concluded(_) => "concluded",
        }
    }
}

impl Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Not the name of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such state of a campaign")]
pub struct UnknownState;

impl FromStr for State {
    type Err = UnknownState;
    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(UnknownState)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_goes_from_draft_to_its_end_and_may_be_reopened() {
        let State::Draft(draft) = State::NEW else { panic!("{:?}", State::NEW) };
        let State::Issued(issued) = draft.issue(Complete(())) else { panic!("not issued") };
        let State::UnderWay(under_way) = issued.begin() else { panic!("not begun") };
        let State::Concluded(concluded) = under_way.conclude() else { panic!("not concluded") };
        assert!(concluded.reopen(Complete(())).is_at_work());
    }

    #[test]
    fn states_keep_their_names_and_only_those_between_are_at_work() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!(State::ALL.map(State::is_at_work), [false, true, true, false]);
        assert_eq!("gone".parse::<State>(), Err(UnknownState));
    }
}

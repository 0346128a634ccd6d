use candor_core::roles::Role;

use super::list::invitable;

#[test]
fn an_owner_may_invite_anybody_and_is_offered_the_least_first() {
    assert_eq!(invitable(Role::Owner), [Role::Viewer, Role::Manager, Role::Owner]);
}

#[test]
fn nobody_else_is_offered_to_invite_anybody() {
    for role in [Role::Manager, Role::Viewer] {
        assert!(invitable(role).is_empty(), "{role:?}");
    }
}

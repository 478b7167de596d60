//! Accounts (账号): who can log in.

use crate::roles::Role;
use crate::state_machine;

const SECURITY: &[Role] = &[Role::SecurityAdmin];

state_machine! {
    /// One account.
    AccountMachine "account"
    states AccountState from Active {
        Active "active" "正常" "Can log in";
        Disabled "disabled" "已停用" "Cannot log in; what it did stays";
    }
    events AccountEvent {
        Disable "disable" "停用" "A security administrator locks it";
        Enable "enable" "启用" "A security administrator opens it again";
    }
    table {
        Active, Disable -> Disabled, SECURITY, ["not_own_account"];
        Disabled, Enable -> Active, SECURITY, ["not_own_account"];
    }
}

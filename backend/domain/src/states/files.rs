//! Files (附件): uploaded in chunks, checked, then attached to a thing.

use super::SYSTEM;
use crate::state_machine;

state_machine! {
    /// One uploaded file. No role stands in this table: whoever began an upload completes or removes it, and the
    /// thing a file belongs to decides about attaching and letting go.
    FileMachine "file"
    states FileState from Uploading {
        Uploading "uploading" "上传中" "Chunks are being received";
        Stored "stored" "已存储" "Complete and checked, not yet part of anything";
        Attached "attached" "已附加" "Part of a thing";
        Removed "removed" "已移除" "Its bytes are gone; this row says that there was one";
    }
    events FileEvent {
        Complete "complete" "完成上传" "All chunks are there and the content is what it was said to be";
        Refuse "refuse" "拒收" "The content is not what it was said to be";
        Attach "attach" "附加" "A thing takes it in";
        Detach "detach" "解除附加" "The thing lets go of it";
        Remove "remove" "移除" "Whoever uploaded it takes it back";
        Sweep "sweep" "清理" "It was left lying for a day";
    }
    table {
        Uploading, Complete -> Stored, SYSTEM, ["all_chunks", "content_as_declared"];
        Uploading, Refuse -> Removed, SYSTEM, [];
        Stored, Attach -> Attached, SYSTEM, ["own_upload", "fits_purpose"];
        Attached, Detach -> Removed, SYSTEM, [];
        Uploading | Stored, Remove -> Removed, SYSTEM, ["own_upload"];
        Uploading | Stored, Sweep -> Removed, SYSTEM, ["a_day_old"];
    }
}

//! Questions about a call (答疑): asked by an organisation, answered to everybody.

use super::OFFICER;
use crate::state_machine;

state_machine! {
    /// One question from its asking to its published answer.
    QuestionMachine "question"
    states QuestionState from Asked {
        Asked "asked" "待答复" "An organisation asked; the officer has not answered";
        Answered "answered" "已公开答复" "Question and answer are public, without the asker";
        Declined "declined" "不予答复" "It is no question about the call; only the asker is told why";
    }
    events QuestionEvent {
        Answer "answer" "公开答复" "An officer answers to everybody";
        Decline "decline" "不予答复" "An officer declines with a reason";
    }
    table {
        Asked, Answer -> Answered, OFFICER, [];
        Asked, Decline -> Declined, OFFICER, [];
    }
}

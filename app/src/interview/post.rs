//! Entries from a form without script: several in one request, and each refusal at its field.

use domain::{
    Code, Failure,
    ids::{EntryId, InterviewId},
    ledger::{Answer as Given, NewEntry, Said},
};

use crate::{backend::Backend, calls::Answer};

/// What one form says.
pub(super) struct Post<'a> {
    backend: &'a Backend,
    interview: InterviewId,
    fields: Vec<&'static str>,
    entries: Vec<NewEntry>,
}

impl<'a> Post<'a> {
    pub(super) fn new(backend: &'a Backend, interview: &str) -> Answer<Self> {
        Ok(Self { backend, interview: crate::calls::id(interview)?, fields: Vec::new(), entries: Vec::new() })
    }

    /// Adds one entry, and where its fault belongs.
    pub(super) fn say(&mut self, field: &'static str, id: &str, said: Said) -> Answer<()> {
        let id: EntryId = crate::calls::id(id)?;
        self.entries.push(NewEntry { id, client_at: self.backend.store.now(), base: None, said });
        self.fields.push(field);
        Ok(())
    }

    /// Sends all of them; the first that is refused says why.
    pub(super) async fn send(self) -> Answer<()> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let answers = self.backend.store.append(&self.backend.actor, self.interview, None, self.entries).await?;
        for (answer, field) in answers.iter().zip(self.fields) {
            match answer {
                Given::Refused(code @ Code::DeclareFirst) => return Err(Failure::field("knows", *code).into()),
                Given::Refused(
                    code @ (Code::ReasonRequired
                    | Code::BadLevel
                    | Code::TooLarge
                    | Code::LevelStands
                    | Code::EvidenceFirst
                    | Code::OverallLast),
                ) => {
                    return Err(Failure::field(field, *code).into());
                }
                Given::Refused(code) => return Err((*code).into()),
                Given::Stored | Given::Overtaken | Given::Duplicate => {}
            }
        }
        Ok(())
    }
}

//! What stands around accounts.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{names, some};
use crate::conn::Conn;
use crate::entities::{grants, second_factors, users};
use crate::error::StoreError;
use crate::ids::UserId;
use crate::record::{Grant, User};
use crate::several::Several;

/// What stands around accounts.
#[derive(Debug, Default)]
pub struct OfUsers {
    /// Grants in force, in the order in which they were given.
    pub grants: Vec<Grant>,
    /// What is lent from them.
    pub lent: Vec<Grant>,
    /// What those among them that are lent were lent from.
    pub sources: Vec<Grant>,
    /// Who lends and who borrows.
    pub people: Vec<User>,
    /// Those whose present address was proven.
    pub verified: Vec<UserId>,
    /// Those with a second factor in force.
    pub second_factors: Vec<UserId>,
}

/// Those that were lent until now are not in force any more.
pub async fn users(conn: &Conn, ids: &[UserId], now: i64) -> Result<OfUsers, StoreError> {
    use grants::Column::{DelegatedFrom, ExpiresAt, Id, RevokedAt, UserId as Holder};
    let mut several = Several::default();
    let theirs = || ids.iter().map(|id| id.0);
    let in_force = || Condition::all().add(RevokedAt.is_null()).add(ExpiresAt.is_null().or(ExpiresAt.gt(now)));
    let held = || in_force().add(Holder.is_in(theirs()));
    let column = |column, which: Condition| grants::Entity::find().select_only().column(column).filter(which).into_query();
    let lent = || in_force().add(DelegatedFrom.in_subquery(column(Id, held())));
    let lenders = || Condition::all().add(Id.in_subquery(column(DelegatedFrom, held().add(DelegatedFrom.is_not_null()))));
    let near = Condition::any()
        .add(users::Column::Id.in_subquery(column(Holder, lent())))
        .add(users::Column::Id.in_subquery(column(Holder, lenders())));
    let when = |which: Condition| (!ids.is_empty()).then_some(which);
    let grants = several.matching::<grants::Entity>(when(held()));
    let given = several.matching::<grants::Entity>(when(lent()));
    let sources = several.matching::<grants::Entity>(when(lenders()));
    let people = several.matching::<users::Entity>(when(near));
    let confirmed = second_factors::Column::ConfirmedAt.is_not_null();
    let second = Condition::all().add(second_factors::Column::UserId.is_in(theirs())).add(confirmed);
    let factors = several.matching::<second_factors::Entity>((!ids.is_empty()).then_some(second));
    let verified = crate::account_tokens::verified_select(ids);
    let verified = several.custom::<UserId>(&names(&["user_id"]), some(ids, verified));
    let found = several.read(conn).await?;
    let mut grants = found.take(&grants)?;
    grants.sort_unstable_by_key(|grant| grant.id);
    let verified = found.each(&verified, |row, prefix| Ok(UserId(row.try_get::<Uuid>(prefix, "user_id")?)))?;
    let second_factors = found.take(&factors)?.into_iter().map(|factor| factor.user_id).collect();
    Ok(OfUsers {
        grants,
        lent: found.take(&given)?,
        sources: found.take(&sources)?,
        people: found.take(&people)?,
        verified,
        second_factors,
    })
}

//! People of an organisation: invitations, rights, leaving, the last owner; addresses that are verified; passwords
//! that are forgotten.

use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_base::http::prepare::csrf_token;
use yichuang_server::jobs;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Grantee, etag, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

const PASSWORD: &str = "a-long-pass-phrase";

/// Every mail that was sent so far, as `(to, text)`; jobs that are due are done first.
async fn mails(world: &World) -> Vec<(String, String)> {
    while jobs::once(&world.app).await.unwrap() > 0 {}
    let folder = world.folder.join("mail");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let raw = std::fs::read_to_string(&path).unwrap();
        let (head, body) = raw.split_once("\r\n\r\n").unwrap();
        let to = head.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
        found.push((std::fs::metadata(&path).unwrap().modified().unwrap(), to, decoded(head, body)));
    }
    found.sort_by_key(|mail| mail.0);
    found.into_iter().map(|(_, to, text)| (to, text)).collect()
}

/// The text of a mail, whatever it is encoded with.
fn decoded(head: &str, body: &str) -> String {
    if head.to_lowercase().contains("quoted-printable") {
        let joined = body.replace("=\r\n", "");
        let bytes = joined.as_bytes();
        let (mut out, mut at) = (Vec::new(), 0);
        while at < bytes.len() {
            if bytes[at] == b'=' {
                out.push(u8::from_str_radix(&joined[at + 1..at + 3], 16).unwrap());
                at += 3;
            } else {
                out.push(bytes[at]);
                at += 1;
            }
        }
        return String::from_utf8(out).unwrap();
    }
    if head.to_lowercase().contains("base64") {
        let plain: String = body.split_whitespace().collect();
        return String::from_utf8(base64(&plain)).unwrap();
    }
    body.to_owned()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |byte: u8| u32::try_from(ALPHABET.iter().position(|known| *known == byte).unwrap()).unwrap();
    let bits: Vec<u32> = text.bytes().filter(|byte| *byte != b'=').map(value).collect();
    let mut out = Vec::new();
    for chunk in bits.chunks(4) {
        let word = chunk.iter().enumerate().fold(0, |word, (n, bits)| word | (bits << (18 - 6 * n)));
        out.extend(word.to_be_bytes()[1..].iter().take(chunk.len() - 1));
    }
    out
}

/// The secret of the last link to this page that was mailed to the address.
async fn secret(world: &World, to: &str, page: &str) -> String {
    let all = mails(world).await;
    let mark = format!("/{page}#");
    let text = all.iter().rev().find(|(address, text)| address.contains(to) && text.contains(&mark));
    let text = &text.unwrap_or_else(|| panic!("no {page} for {to} in {all:?}")).1;
    text.split_once(&mark).unwrap().1.split_whitespace().next().unwrap().to_owned()
}

/// An account made over HTTP, logged in.
async fn account(world: &World, email: &str, name: &str) -> Actor {
    let body = json!({ "email": email, "name": name, "password": PASSWORD });
    world.anonymous().post("/accounts", body).await.created();
    login(world, email, PASSWORD).await
}

async fn login(world: &World, email: &str, password: &str) -> Actor {
    let answer = world.anonymous().post("/sessions", json!({ "email": email, "password": password })).await;
    let cookie = answer.header("set-cookie").to_owned();
    let token = cookie.split_once('=').unwrap().1.split(';').next().unwrap().to_owned();
    let view = answer.created();
    let mut actor = world.anonymous().logged_in(view["user"]["name"].as_str().unwrap(), &token, &csrf_token(&token));
    actor.id = view["user"]["id"].as_str().unwrap().parse::<Uuid>().unwrap();
    actor
}

async fn invite(grantee: &Grantee, email: &str, role: &str) -> Value {
    let body = json!({ "email": email, "role": role, "message": "一起填申报书" });
    grantee.owner.post(&format!("{}/invitations", grantee.path()), body).await.created()
}

async fn members(actor: &Actor, grantee: &Grantee) -> Vec<(String, Vec<String>)> {
    let list = actor.get(&format!("{}/members", grantee.path())).await.ok();
    let one = |item: &Value| {
        let roles = item["roles"].as_array().unwrap().iter().map(|role| role.as_str().unwrap().to_owned()).collect();
        (item["email"].as_str().unwrap().to_owned(), roles)
    };
    list["items"].as_array().unwrap().iter().map(one).collect()
}

async fn together<F, R>(n: usize, request: F) -> Vec<Answer>
where
    F: Fn(usize) -> R,
    R: Future<Output = Answer> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(n));
    let mut runners = JoinSet::new();
    for index in 0..n {
        let (start, request) = (barrier.clone(), request(index));
        runners.spawn(async move {
            start.wait().await;
            request.await
        });
    }
    runners.join_all().await
}

on_both! {
    async fn somebody_without_an_account_joins_by_the_link_and_the_link_works_once(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let invitation = invite(&grantee, "WangMin@Example.org", "applicant_editor").await;
        assert_eq!((&invitation["email"], &invitation["state"], &invitation["sent"]), (&json!("wangmin@example.org"), &json!("open"), &json!(1)));
        assert!(!invitation.to_string().contains("token"), "{invitation}");
        let token = secret(&world, "wangmin@example.org", "invitation").await;
        let kept = world.number(&format!("SELECT COUNT(*) FROM organisation_invitations WHERE token_sha256 = '{token}'")).await;
        assert_eq!(kept, 0, "only the hash is kept");

        let anonymous = world.anonymous();
        let seen = anonymous.post("/invitations/read", json!({ "token": token })).await.ok();
        assert_eq!((&seen["organisation_name"], &seen["has_account"], &seen["invited_by"]), (&json!(grantee.name), &json!(false), &json!("林芳")));
        let join = json!({ "token": token, "name": "王敏", "password": PASSWORD });
        let joined = anonymous.post("/invitations/join", join.clone()).await.created();
        assert_eq!(joined["organisation_id"], json!(grantee.id));
        anonymous.post("/invitations/join", join).await.refused(409, "link_invalid");
        anonymous.post("/invitations/read", json!({ "token": token })).await.refused(409, "link_invalid");

        let editor = login(&world, "wangmin@example.org", PASSWORD).await;
        assert_eq!(editor.get("/sessions/current").await.ok()["user"]["email_verified"], json!(true));
        editor.patch(&grantee.path(), json!({ "charter_scope": "助残" })).await.ok();
        editor.post(&format!("{}/invitations", grantee.path()), json!({ "email": "x@example.org", "role": "applicant_owner" })).await
            .refused(403, "forbidden");
        assert!(mails(&world).await.iter().any(|(to, text)| to.contains("@test.example") && text.contains("王敏")), "the owner is told");
    }
}

on_both! {
    async fn somebody_with_an_account_accepts_and_only_at_the_invited_address(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let invited = account(&world, "zhao@example.org", "赵强").await;
        let other = account(&world, "other@example.org", "路人").await;
        invite(&grantee, "zhao@example.org", "applicant_finance").await;
        let token = json!({ "token": secret(&world, "zhao@example.org", "invitation").await });
        assert_eq!(world.anonymous().post("/invitations/read", token.clone()).await.ok()["has_account"], json!(true));
        let join = json!({ "token": token["token"], "name": "赵强", "password": PASSWORD });
        world.anonymous().post("/invitations/join", join).await.refused(409, "email_taken");
        other.post("/invitations/accept", token.clone()).await.refused(409, "other_address");
        invited.post("/invitations/accept", token.clone()).await.ok();
        invited.post("/invitations/accept", token).await.refused(409, "link_invalid");
        let all = members(&grantee.owner, &grantee).await;
        assert_eq!(all[1], ("zhao@example.org".to_owned(), vec!["applicant_finance".to_owned()]));
        let body = json!({ "email": "zhao@example.org", "role": "applicant_editor" });
        grantee.owner.post(&format!("{}/invitations", grantee.path()), body).await.refused(409, "already_member");
    }
}

on_both! {
    async fn a_link_ends_after_seven_days_when_it_is_sent_again_and_when_it_is_taken_back(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let mut invitation = invite(&grantee, "late@example.org", "applicant_editor").await;
        let path = format!("{}/invitations/{}", grantee.path(), id(&invitation));
        let first = secret(&world, "late@example.org", "invitation").await;
        let read = |token: &str| json!({ "token": token });
        world.later(7 * 86_400 - 1);
        world.anonymous().post("/invitations/read", read(&first)).await.ok();
        world.later(1);
        world.anonymous().post("/invitations/read", read(&first)).await.refused(409, "link_invalid");
        let list = grantee.owner.get(&format!("{}/invitations?state=open", grantee.path())).await.ok();
        assert_eq!(list["items"][0]["expired"], json!(true));

        invitation = grantee.owner.call(Method::POST, &format!("{path}/resend")).if_match(&etag(&invitation)).send().await.ok();
        assert_eq!(invitation["sent"], json!(2));
        let second = secret(&world, "late@example.org", "invitation").await;
        assert_ne!(first, second);
        world.anonymous().post("/invitations/read", read(&first)).await.refused(409, "link_invalid");
        world.anonymous().post("/invitations/read", read(&second)).await.ok();
        grantee.owner.call(Method::POST, &format!("{path}/revoke")).if_match("\"1\"").send().await.refused(412, "stale");
        grantee.owner.call(Method::POST, &format!("{path}/revoke")).if_match(&etag(&invitation)).send().await.ok();
        world.anonymous().post("/invitations/read", read(&second)).await.refused(409, "link_invalid");
        let body = json!({ "email": "late@example.org", "role": "applicant_owner" });
        grantee.owner.post(&format!("{}/invitations", grantee.path()), body).await.created();
    }
}

on_both! {
    async fn whoever_judges_or_pays_there_does_not_belong_and_the_other_way_round(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let security = world.person("安全", &[("security_admin", Scope::Platform)]).await;
        let officer = account(&world, "officer@example.org", "林主管").await;
        let give = |user: Uuid, role: &str| {
            let body = json!({ "role": role, "scope_kind": "area", "area_code": "320400000000" });
            let (security, role) = (security.clone(), format!("/users/{user}/grants"));
            async move { security.post(&role, body).await }
        };
        give(officer.id, "finance_checker").await.created();
        invite(&grantee, "officer@example.org", "applicant_editor").await;
        let token = json!({ "token": secret(&world, "officer@example.org", "invitation").await });
        let refused = officer.post("/invitations/accept", token.clone()).await.refused(409, "separation_of_duties");
        assert_eq!(refused["roles"], json!(["finance_checker"]));
        assert_eq!(world.number("SELECT COUNT(*) FROM grants WHERE scope_kind = 'organisation'").await, 1);

        give(grantee.owner.id, "reviewer").await.refused(409, "separation_of_duties");
        give(grantee.owner.id, "resident").await.created();
        let elsewhere = json!({ "role": "reviewer", "scope_kind": "area", "area_code": "350000000000" });
        security.post(&format!("/users/{}/grants", grantee.owner.id), elsewhere).await.created();
    }
}

on_both! {
    async fn an_owner_changes_rights_and_takes_people_out_but_never_the_last_owner(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
        let editor = world.person("填报人", &[("applicant_editor", scope.clone())]).await;
        let path = |user: Uuid| format!("{}/members/{user}", grantee.path());
        let put = |actor: &Actor, user: Uuid, roles: Value| {
            let (actor, path) = (actor.clone(), path(user));
            async move { actor.call(Method::PUT, &path).json(json!({ "roles": roles })).send().await }
        };
        let only = grantee.owner.get(&format!("{}/members", grantee.path())).await.ok();
        assert_eq!((&only["items"][0]["only_owner"], &only["items"][0]["is_me"]), (&json!(true), &json!(true)));
        put(&grantee.owner, grantee.owner.id, json!(["applicant_editor"])).await.refused(409, "last_owner");
        grantee.owner.push(&format!("{}/leave", grantee.path())).await.refused(409, "last_owner");
        grantee.owner.call(Method::DELETE, &path(grantee.owner.id)).send().await.refused(409, "last_owner");
        let wrong = put(&grantee.owner, editor.id, json!(["auditor", "applicant_editor", "reviewer"])).await;
        assert_eq!(wrong.faults(), ["/roles/0 not_allowed", "/roles/2 not_allowed"]);
        put(&editor, editor.id, json!(["applicant_owner"])).await.refused(403, "forbidden");
        put(&grantee.owner, Uuid::nil(), json!(["applicant_editor"])).await.refused(404, "not_found");

        put(&grantee.owner, editor.id, json!(["applicant_finance", "applicant_owner"])).await.ok();
        let second = members(&editor, &grantee).await.into_iter().find(|(email, _)| email.starts_with(&editor.id.simple().to_string()));
        let mut roles = second.unwrap().1;
        roles.sort_unstable();
        assert_eq!(roles, ["applicant_finance", "applicant_owner"]);
        grantee.owner.push(&format!("{}/leave", grantee.path())).await.expect(204);
        grantee.owner.get(&grantee.path()).await.refused(403, "forbidden");
        editor.get(&grantee.path()).await.ok();

        let security = world.person("安全", &[("security_admin", Scope::Platform)]).await;
        let user = security.get(&format!("/users/{}", editor.id)).await.ok();
        let grant = user["grants"].as_array().unwrap().iter().find(|grant| grant["role"] == "applicant_owner").unwrap().clone();
        let grant = format!("/users/{}/grants/{}", editor.id, id(&grant));
        security.call(Method::DELETE, &grant).send().await.refused(409, "last_owner");
    }
}

on_both! {
    async fn of_two_owners_who_leave_at_once_one_stays(world: World) {
        for _ in 0..4 {
            let grantee = steps::registered_organisation(&world).await;
            let scope = Scope::Organisation(OrganisationId(grantee.id.parse().unwrap()));
            let second = world.person("第二负责人", &[("applicant_owner", scope)]).await;
            let owners = [grantee.owner.clone(), second.clone()];
            let answers = together(2, |index| {
                let (owner, path) = (owners[index].clone(), grantee.path());
                async move { owner.push(&format!("{path}/leave")).await }
            })
            .await;
            let mut codes: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
            codes.sort_unstable();
            assert_eq!(codes, [204, 409]);
        }
        let owners = "SELECT COUNT(*) FROM grants WHERE role = 'applicant_owner' AND revoked_at IS NULL";
        assert_eq!(world.number(owners).await, 4);
    }
}

on_both! {
    async fn of_many_who_use_one_link_at_once_one_gets_in(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        invite(&grantee, "race@example.org", "applicant_editor").await;
        let token = secret(&world, "race@example.org", "invitation").await;
        let anonymous = world.anonymous();
        let answers = together(4, |index| {
            let (anonymous, body) = (anonymous.clone(), json!({ "token": token, "name": format!("人{index}"), "password": PASSWORD }));
            async move { anonymous.post("/invitations/join", body).await }
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM users WHERE email = 'race@example.org'").await, 1);
        assert_eq!(members(&grantee.owner, &grantee).await.len(), 2);
    }
}

on_both! {
    async fn an_applicant_learns_that_a_code_is_taken_and_asks_its_owner_for_access(world: World) {
        let grantee = steps::registered_organisation(&world).await;
        let uscc = grantee.owner.get(&grantee.path()).await.ok()["uscc"].as_str().unwrap().to_owned();
        let newcomer = account(&world, "new@example.org", "王敏").await;
        let taken = newcomer.get(&format!("/organisations/check?uscc={}", uscc.to_lowercase())).await.ok();
        assert_eq!(taken, json!({ "uscc": uscc, "faults": [], "taken": true, "own": false }));
        assert_eq!(grantee.owner.get(&format!("/organisations/check?uscc={uscc}")).await.ok()["own"], json!(true));
        let wrong = newcomer.get("/organisations/check?uscc=52310115MJ9000022X").await.ok();
        assert_eq!((&wrong["taken"], &wrong["faults"][0]["code"]), (&json!(false), &json!("check_digit")));

        let ask = json!({ "uscc": uscc, "message": "我是新任项目主管王敏" });
        newcomer.post("/organisations/access-requests", ask.clone()).await.refused(409, "email_not_verified");
        let token = json!({ "token": secret(&world, "new@example.org", "verify-email").await });
        world.anonymous().post("/accounts/verify-email", token.clone()).await.expect(204);
        world.anonymous().post("/accounts/verify-email", token).await.refused(409, "link_invalid");
        newcomer.push("/accounts/me/verification-mail").await.refused(409, "already_verified");
        newcomer.post("/organisations/access-requests", ask.clone()).await.expect(204);
        newcomer.post("/organisations/access-requests", ask).await.refused(409, "already_requested");
        newcomer.get(&grantee.path()).await.refused(403, "forbidden");

        let requests = grantee.owner.get(&format!("{}/invitations?state=requested", grantee.path())).await.ok();
        assert_eq!((&requests["items"][0]["email"], &requests["items"][0]["sent"]), (&json!("new@example.org"), &json!(0)));
        let invitation = invite(&grantee, "new@example.org", "applicant_editor").await;
        assert_eq!(invitation["id"], requests["items"][0]["id"]);
        let token = json!({ "token": secret(&world, "new@example.org", "invitation").await });
        newcomer.post("/invitations/accept", token).await.ok();
        newcomer.get(&grantee.path()).await.ok();
    }
}

on_both! {
    async fn a_forgotten_password_is_set_anew_and_tells_nobody_which_addresses_exist(world: World) {
        let user = account(&world, "forgets@example.org", "林芳").await;
        let anonymous = world.anonymous();
        let ask = |email: &str| anonymous.post("/password-resets", json!({ "email": email }));
        let (known, unknown) = (ask("Forgets@example.org").await, ask("nobody@example.org").await);
        assert_eq!((known.status, &known.bytes), (unknown.status, &unknown.bytes));
        known.expect(204);
        let token = secret(&world, "forgets@example.org", "reset-password").await;
        assert!(!mails(&world).await.iter().any(|(to, _)| to.contains("nobody")));
        let set = |token: &str| anonymous.post("/password-resets/confirm", json!({ "token": token, "password": "another-long-pass-phrase" }));
        set("abcdefghijklmnopqrstuvwxyz").await.refused(409, "link_invalid");
        set(&token).await.expect(204);
        set(&token).await.refused(409, "link_invalid");
        user.get("/sessions/current").await.refused(401, "unauthenticated");
        let old = json!({ "email": "forgets@example.org", "password": PASSWORD });
        anonymous.post("/sessions", old).await.refused(401, "wrong_credentials");
        let again = login(&world, "forgets@example.org", "another-long-pass-phrase").await;
        assert_eq!(again.get("/sessions/current").await.ok()["user"]["email_verified"], json!(true));
    }
}

on_both! {
    async fn a_reset_link_ends_after_an_hour_and_five_mails_an_hour_are_enough(world: World) {
        account(&world, "slow@example.org", "林芳").await;
        let anonymous = world.anonymous();
        let ask = || anonymous.post("/password-resets", json!({ "email": "slow@example.org" }));
        ask().await.expect(204);
        let token = secret(&world, "slow@example.org", "reset-password").await;
        for _ in 0..4 {
            ask().await.expect(204);
        }
        ask().await.refused(429, "too_many_requests");
        let unknown = || anonymous.post("/password-resets", json!({ "email": "unknown@example.org" }));
        for _ in 0..5 {
            unknown().await.expect(204);
        }
        unknown().await.refused(429, "too_many_requests");
        secret(&world, "slow@example.org", "reset-password").await;
        let set = |token: String| anonymous.post("/password-resets/confirm", json!({ "token": token, "password": "another-long-pass-phrase" }));
        set(token).await.refused(409, "link_invalid");
        world.later(3600);
        let late = secret(&world, "slow@example.org", "reset-password").await;
        set(late).await.refused(409, "link_invalid");
        ask().await.expect(204);
        set(secret(&world, "slow@example.org", "reset-password").await).await.expect(204);
    }
}

on_both! {
    async fn strangers_see_no_members_and_officers_of_the_area_do(world: World) {
        let cast = Cast::new(&world).await;
        let grantee = steps::registered_organisation(&world).await;
        let stranger = steps::registered_organisation(&world).await;
        stranger.owner.get(&format!("{}/members", grantee.path())).await.refused(404, "not_found");
        stranger.owner.post(&format!("{}/invitations", grantee.path()), json!({ "email": "a@example.org", "role": "applicant_owner" })).await
            .refused(404, "not_found");
        assert_eq!(members(&cast.officer, &grantee).await.len(), 1);
        cast.officer.post(&format!("{}/invitations", grantee.path()), json!({ "email": "a@example.org", "role": "applicant_owner" })).await
            .refused(403, "forbidden");
    }
}

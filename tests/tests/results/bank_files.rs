//! Files in the form that the bank of a batch takes.

use serde_json::{Value, json};
use yichuang_domain::schemes::sha256_hex;
use yichuang_tests::steps::{self, id};
use yichuang_tests::{Cast, on_both};

on_both! {
    async fn a_batch_is_written_in_the_form_and_encoding_of_its_bank_and_is_the_same_at_every_download(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let body = json!({ "payment_ids": steps::ids(&payments), "profile": "corporate" });
        let batch = format!("/batches/{}", id(&cast.maker.post("/batches", body).await.created()));
        cast.maker.act(&batch, "lock", Value::Null).await.ok();
        cast.approver.act(&batch, "approve", Value::Null).await.ok();
        let generated = cast.maker.act(&batch, "generate", Value::Null).await.ok();
        assert_eq!((&generated["profile"], &generated["template_version"]), (&json!("corporate"), &json!("corporate/1")));
        let file = cast.maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(file.status, 200);
        assert_eq!(sha256_hex(&file.bytes), generated["file_sha256"].as_str().unwrap());
        // 收款账号 in GB18030, not in UTF-8.
        assert!(file.bytes.starts_with(&[0xca, 0xd5, 0xbf, 0xee, 0xd5, 0xcb, 0xba, 0xc5, b',']), "{:?}", &file.bytes[..12]);
        assert!(file.bytes.ends_with(b"\r\n"));
        assert_eq!(cast.checker.get(&format!("{batch}/bank-file")).await.bytes, file.bytes);
    }
}

on_both! {
    async fn a_workbook_for_the_bank_is_one_of_the_forms_and_the_same_at_every_download(world: World) {
        let cast = Cast::new(&world).await;
        let forms = cast.maker.get("/bank-file-profiles").await.ok();
        let codes: Vec<_> = forms["items"].as_array().unwrap().iter().map(|form| form["code"].as_str().unwrap().to_owned()).collect();
        assert_eq!(codes, ["default", "corporate", "workbook", "pain"]);
        assert_eq!((&forms["items"][2]["format"], &forms["items"][2]["encoding"]), (&json!("xlsx"), &Value::Null));
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let body = json!({ "payment_ids": steps::ids(&payments), "profile": "workbook" });
        let batch = format!("/batches/{}", id(&cast.maker.post("/batches", body).await.created()));
        cast.maker.act(&batch, "lock", Value::Null).await.ok();
        cast.approver.act(&batch, "approve", Value::Null).await.ok();
        let generated = cast.maker.act(&batch, "generate", Value::Null).await.ok();
        assert_eq!(generated["file_name"].as_str().unwrap().rsplit_once('.').unwrap().1, "xlsx");
        let file = cast.maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(sha256_hex(&file.bytes), generated["file_sha256"].as_str().unwrap());
        let kind = file.headers.get("content-type").unwrap().to_str().unwrap();
        assert_eq!(kind, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assert_eq!(cast.checker.get(&format!("{batch}/bank-file")).await.bytes, file.bytes);
    }
}

on_both! {
    async fn a_message_names_the_account_that_pays_as_it_was_when_the_batch_was_made(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let body = json!({ "payment_ids": steps::ids(&payments), "profile": "pain" });
        let refused = cast.maker.post("/batches", body.clone()).await;
        assert_eq!((refused.status.as_u16(), refused.faults()), (409, vec!["/profile payer_missing".to_owned()]));
        let funds = cast.maker.get("/funds").await.ok();
        let fund = format!("/funds/{}", id(&funds["items"][0]));
        let account = |number: &str| json!({
            "account_name": "常州市天宁区民政局", "account_number": number, "bank_name": "示例银行营业部", "cnaps": "105290000019"
        });
        let mut wrong = account("320001000000000017");
        wrong["cnaps"] = json!("10529000001");
        assert_eq!(cast.maker.put(&fund, "bank-account", wrong).await.status.as_u16(), 422);
        let set = cast.maker.put(&fund, "bank-account", account("320001000000000017")).await.ok();
        assert_eq!(set["bank_account"]["account_masked"], "**** **** 0017");
        let batch = format!("/batches/{}", id(&cast.maker.post("/batches", body).await.created()));
        cast.maker.put(&fund, "bank-account", account("999991000000000099")).await.ok();
        cast.maker.act(&batch, "lock", Value::Null).await.ok();
        let seen = cast.approver.get(&batch).await.ok();
        assert_eq!((&seen["payers"][0]["account_masked"], seen["payers"].as_array().unwrap().len()), (&json!("**** **** 0017"), 1));
        cast.approver.act(&batch, "approve", Value::Null).await.ok();
        let generated = cast.maker.act(&batch, "generate", Value::Null).await.ok();
        assert_eq!(generated["file_name"].as_str().unwrap().rsplit_once('.').unwrap().1, "xml");
        let file = cast.maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(sha256_hex(&file.bytes), generated["file_sha256"].as_str().unwrap());
        assert_eq!(file.headers.get("content-type").unwrap().to_str().unwrap(), "application/xml");
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(text.contains("<Id>320001000000000017</Id>") && !text.contains("99999100"), "{text}");
        assert!(text.contains("<CtrlSum>100000.00</CtrlSum>") && text.contains("<Cd>CNAPS</Cd>"), "{text}");
    }
}

on_both! {
    async fn a_form_that_no_bank_has_is_refused_before_any_payment_is_taken_in(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let answer = cast.maker.post("/batches", json!({ "payment_ids": steps::ids(&payments), "profile": "nobody" })).await;
        assert_eq!(answer.faults(), ["/profile unknown_profile"]);
        assert_eq!(cast.maker.get(&payments[0]).await.ok()["state"], "approved");
    }
}

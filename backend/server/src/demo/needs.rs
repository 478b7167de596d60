//! Needs of the demonstration: made up, in every state, in the real areas of Tianning district.

use uuid::Uuid;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire;
use yichuang_domain::rules::needs::{NeedCategory, NeedSource, NeedUrgency};
use yichuang_needs::needs::fields::NeedFields;
use yichuang_needs::needs::merge::NeedMergeInput;
use yichuang_needs::needs::report::NeedReportInput;
use yichuang_needs::needs::update::NeedChangeInput;
use yichuang_needs::needs::{accept, create, decline, form, mark_met, merge, publish, report, update};
use yichuang_store::areas;
use yichuang_store::ids::NeedId;
use yichuang_store::needs::{Endorsement, endorse};
use yichuang_store::record::{Area, Need};

use super::ago;
use crate::import::{Cast, acting};

/// The communities as the district's book names them; it does not say to which street each belongs.
const COMMUNITIES: [&str; 9] =
    ["牟家村", "采菱社区", "青竹苑社区", "丽华一村社区", "同济桥社区", "金百花园社区", "虹景社区", "怡康花园社区", "浦北新村社区"];

/// One made-up need on the public list.
struct Listed {
    community: usize,
    words: &'static str,
    title: &'static str,
    description: &'static str,
    category: NeedCategory,
    target_group: &'static str,
    head_count: i32,
    urgency: NeedUrgency,
    endorsed: u32,
    days_ago: i64,
}

const LISTED: [Listed; 6] = [
    Listed {
        community: 1,
        words: "小区里独居老人多，中午没有地方吃饭，希望设一个助餐点",
        title: "独居老人助餐点",
        description: "社区60岁以上独居老人较多，步行范围内没有助餐点，希望每周至少五天提供午餐，并为行动不便的老人送餐上门。（演示数据）",
        category: NeedCategory::Elderly,
        target_group: "60岁以上独居老人",
        head_count: 120,
        urgency: NeedUrgency::Pressing,
        endorsed: 23,
        days_ago: 40,
    },
    Listed {
        community: 3,
        words: "残疾青年在家待着找不到工作，希望有人教一门手艺",
        title: "残障青年就业技能培训",
        description: "辖区有就业意愿的残障青年缺少适合的技能培训和岗位对接，希望开设小班培训并跟踪就业。（演示数据）",
        category: NeedCategory::Disability,
        target_group: "有就业意愿的残障青年",
        head_count: 35,
        urgency: NeedUrgency::Normal,
        endorsed: 11,
        days_ago: 38,
    },
    Listed {
        community: 5,
        words: "楼里谁也不认识谁，有点小矛盾就吵，希望有人组织议事",
        title: "楼栋邻里议事与互助",
        description: "新建小区邻里往来少，停车、噪声等小事容易成为矛盾，希望建立楼栋议事会和互助小组。（演示数据）",
        category: NeedCategory::Community,
        target_group: "小区居民",
        head_count: 860,
        urgency: NeedUrgency::Normal,
        endorsed: 31,
        days_ago: 35,
    },
    Listed {
        community: 6,
        words: "双职工家庭孩子三点半放学没人管",
        title: "小学生课后托管与作业辅导",
        description: "双职工家庭较多，小学生放学后无人照看，希望利用社区活动室开展课后托管和作业辅导。（演示数据）",
        category: NeedCategory::Youth,
        target_group: "双职工家庭小学生",
        head_count: 64,
        urgency: NeedUrgency::Pressing,
        endorsed: 18,
        days_ago: 21,
    },
    Listed {
        community: 8,
        words: "低保家庭的老人看病不会用手机挂号",
        title: "困难老人就医陪诊与手机挂号",
        description: "低保和独居老人不会使用手机挂号缴费，希望有志愿者陪诊并教会基本操作。（演示数据）",
        category: NeedCategory::Relief,
        target_group: "低保、独居老人",
        head_count: 47,
        urgency: NeedUrgency::Urgent,
        endorsed: 9,
        days_ago: 16,
    },
    Listed {
        community: 2,
        words: "老人手机被骗的越来越多，希望有人讲讲",
        title: "老年人防诈骗宣传",
        description: "老年人网络和电话受骗时有发生，希望开展入户宣传和情景演练。（演示数据）",
        category: NeedCategory::Elderly,
        target_group: "老年居民",
        head_count: 300,
        urgency: NeedUrgency::Normal,
        endorsed: 4,
        days_ago: 60,
    },
];

/// Enters everything; gives the needs that the demonstration's proposals answer, in their order.
pub(super) async fn load(uow: &Uow, cast: &Cast, district: &Area) -> Result<[Uuid; 3], Problem> {
    let communities = communities(uow, district).await?;
    let mut listed = Vec::new();
    for need in &LISTED {
        listed.push(list(uow, cast, &communities, need).await?);
    }
    let by = acting(uow, &cast.officer, ago(uow, 10, 0)).await?;
    let last = by.find::<Need>(listed[5]).await?;
    let how = "社区联合派出所完成三场宣讲和200户入户提醒，直接解决，未立项。";
    mark_met::run(&by, last.id, IfMatch::version(last.version), how).await?;
    reports(uow, cast, listed[0]).await?;
    Ok([listed[0].0, listed[1].0, listed[2].0])
}

async fn communities(uow: &Uow, district: &Area) -> Result<Vec<Area>, Problem> {
    let mut found = Vec::new();
    for (index, name) in COMMUNITIES.iter().enumerate() {
        let code = format!("3204029{:02}001", index + 1);
        found.push(areas::ensure(&uow.conn, &code, name, "community", Some(&district.code)).await?);
    }
    Ok(found)
}

/// A need that was found on a visit, accepted and published.
async fn list(uow: &Uow, cast: &Cast, communities: &[Area], need: &Listed) -> Result<NeedId, Problem> {
    let by = acting(uow, &cast.officer, ago(uow, need.days_ago, 0)).await?;
    let input = create::NeedInput {
        area_code: communities[need.community].code.clone(),
        words: need.words.to_owned(),
        place: None,
        source: wire::NeedSource(NeedSource::Survey),
        contact: None,
        fields: fields(need),
    };
    let row = create::run(&by, &input, true).await?;
    let row = accept::run(&by, row.id, IfMatch::version(row.version), Some("已受理，列入本年度需求清单。")).await?;
    let by = acting(uow, &cast.officer, ago(uow, need.days_ago - 1, 0)).await?;
    let row = publish::run(&by, row.id, IfMatch::version(row.version)).await?;
    for n in 0..need.endorsed {
        let address_digest = by.app.seal_key.digest("demonstration", &format!("{}|{n}", row.number));
        endorse(&by.conn, &Endorsement { need: row.id, address_digest, person: None, now: by.micros() }).await?;
    }
    Ok(row.id)
}

fn fields(need: &Listed) -> NeedFields {
    NeedFields {
        title: Some(need.title.to_owned()),
        description: Some(need.description.to_owned()),
        category: Some(wire::NeedCategory(need.category)),
        target_group: Some(need.target_group.to_owned()),
        head_count: Some(need.head_count),
        urgency: Some(wire::NeedUrgency(need.urgency)),
        ..NeedFields::default()
    }
}

/// What residents reported without an account: waiting, late, accepted, declined, merged.
async fn reports(uow: &Uow, cast: &Cast, elder: NeedId) -> Result<(), Problem> {
    report(uow, 0, "320402005000", "红梅公园东门晚上没有路灯，老人散步容易摔跤（演示数据）", "公园东门").await?;
    report(uow, 1, "320402902001", "楼道里堆满杂物，电动车停在楼梯口充电，很危险（演示数据）", "6幢一单元").await?;
    report(uow, 9, "320402904001", "社区活动室台阶太高，坐轮椅的进不去，希望装个坡道（演示数据）", "活动室门口").await?;
    let by = acting(uow, &cast.officer, ago(uow, 5, 0)).await?;
    let accepted = report(uow, 6, "320402007000", "老小区没有晾晒的地方，被子只能晾在路边（演示数据）", "兰陵新村").await?;
    let row = accept::run(&by, accepted.id, IfMatch::version(accepted.version), Some("已受理，正在核实可用场地。")).await?;
    let wording = NeedChangeInput {
        area_code: None,
        fields: NeedFields {
            title: Some("老旧小区公共晾晒区".to_owned()),
            description: Some("老旧小区缺少公共晾晒场地，居民希望利用空地设置晾晒架。（演示数据）".to_owned()),
            category: Some(wire::NeedCategory(NeedCategory::Community)),
            ..NeedFields::default()
        },
    };
    update::run(&by, row.id, IfMatch::version(row.version), &wording).await?;
    let declined = report(uow, 7, "320402002000", "隔壁装修太吵，请让他们赔钱（演示数据）", "").await?;
    let reason = "邻里赔偿纠纷不属于公益服务范围，请向社区调解委员会申请调解。";
    decline::run(&by, declined.id, IfMatch::version(declined.version), reason).await?;
    let same = report(uow, 8, "320402902001", "独居老人中午没有地方吃饭，希望设助餐点（演示数据）", "9幢").await?;
    let into = NeedMergeInput { into_id: elder.0, reason: "与已发布的“独居老人助餐点”相同，合并办理。".to_owned() };
    merge::run(&by, same.id, IfMatch::version(same.version), &into).await?;
    Ok(())
}

async fn report(uow: &Uow, days_ago: i64, area_code: &str, what: &str, place: &str) -> Result<Need, Problem> {
    let at = ago(uow, days_ago, -1);
    let input = NeedReportInput {
        what: what.to_owned(),
        area_code: area_code.to_owned(),
        place: Some(place.to_owned()),
        contact: None,
        photo: None,
        form_token: form::token(&uow.app, at.plus_seconds(-60)),
        website: None,
    };
    Ok(report::run(&uow.acting_nobody(at), &input, "demonstration", true).await?.1)
}

//! Files with real bytes: from people to the bot and back, by upload and by id, with their limits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

use std::time::Duration;

use serde_json::{Value, json};
use telegram_simulator::{CannotAct, Fault, FaultKind, FileKind, NewBot, NewFile, Written};

use crate::bench::{Answer, Bench, answer, fits};

/// A picture of 3 by 2 as far as its header goes.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08";

struct Part<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    body: &'a [u8],
}

fn field<'a>(name: &'a str, text: &'a str) -> Part<'a> {
    Part { name, file_name: None, body: text.as_bytes() }
}

fn upload<'a>(name: &'a str, file_name: &'a str, body: &'a [u8]) -> Part<'a> {
    Part { name, file_name: Some(file_name), body }
}

fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{}\"", part.name).into_bytes());
        if let Some(name) = part.file_name {
            body.extend(format!("; filename=\"{name}\"\r\nContent-Type: text/plain").into_bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(part.body);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    body
}

impl Bench {
    async fn form(&self, method: &str, parts: &[Part<'_>]) -> Answer {
        let call = self.http.post(self.url(method)).header("Content-Type", "multipart/form-data; boundary=b");
        answer(call.body(multipart(parts))).await
    }

    async fn download(&self, path: &str) -> (u16, Vec<u8>) {
        let url = format!("{}/file/bot{}/{path}", self.server.url, self.bot.token.replace(':', "%3A"));
        let response = self.http.get(url).send().await.unwrap();
        (response.status().as_u16(), response.bytes().await.unwrap().to_vec())
    }

    async fn last_update(&self) -> Value {
        self.ok("getUpdates", json!({ "offset": -1 })).await[0].clone()
    }
}

#[tokio::test]
async fn a_file_a_person_sends_can_be_downloaded_byte_for_byte_for_an_hour() {
    let bench = Bench::new().await;
    let (simulator, bot, anna) = (&bench.simulator, bench.bot.id, bench.anna);
    let name = "../../Смета \u{202e}fdp.exe";
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let file = NewFile::document(name, "application/pdf", bytes.clone());
    let id = simulator.user_sends_file(bot, anna, file, "посчитайте, /пожалуйста").unwrap();
    let update = bench.last_update().await;
    fits("Update", &update);
    let document = &update["message"]["document"];
    assert_eq!((&document["file_name"], &document["mime_type"]), (&json!(name), &json!("application/pdf")));
    assert_eq!((&document["file_size"], &update["message"]["message_id"]), (&json!(100_000), &json!(id)));
    assert_eq!(update["message"]["caption"], "посчитайте, /пожалуйста");

    let file = bench.ok("getFile", json!({ "file_id": document["file_id"] })).await;
    fits("File", &file);
    assert_eq!(file["file_unique_id"], document["file_unique_id"]);
    let path = file["file_path"].as_str().unwrap().to_owned();
    assert!(!path.contains("..") && path.starts_with("documents/"), "{path}");
    assert_eq!(bench.download(&path).await, (200, bytes.clone()));
    simulator.advance(Duration::from_secs(3599));
    assert_eq!(bench.download(&path).await.0, 200);
    simulator.advance(Duration::from_secs(1));
    assert_eq!(bench.download(&path).await.0, 404);
    bench.ok("getFile", json!({ "file_id": document["file_id"] })).await;
    assert_eq!(bench.download(&path).await, (200, bytes));
    for path in ["documents/file_99", "..%2F..%2Fetc%2Fpasswd", "x"] {
        assert_eq!(bench.download(path).await.0, 404);
    }
}

#[tokio::test]
async fn every_kind_of_file_fits_the_schema_and_can_be_copied_on() {
    let bench = Bench::new().await;
    let kinds = [
        FileKind::Photo,
        FileKind::Document,
        FileKind::Voice,
        FileKind::Video,
        FileKind::VideoNote,
        FileKind::Audio,
        FileKind::Animation,
        FileKind::Sticker,
    ];
    for kind in kinds {
        let file = NewFile { seconds: 7, ..NewFile::of(kind, PNG).named("a.bin") };
        let id = bench.simulator.user_sends_file(bench.bot.id, bench.anna, file, "").unwrap();
        let update = bench.last_update().await;
        fits("Update", &update);
        let copy = json!({ "chat_id": bench.anna, "from_chat_id": bench.anna, "message_id": id });
        bench.ok("copyMessage", copy).await;
        let chat = bench.simulator.chat(bench.bot.id, bench.anna).unwrap();
        let seen = chat.last_from_bot().unwrap().file.clone().unwrap();
        assert_eq!(seen.kind, kind);
        assert_eq!(bench.simulator.file(&seen.file_id).unwrap().bytes, PNG);
    }
    let voice = bench.simulator.user_sends_file(bench.bot.id, bench.anna, NewFile::voice(7, "OggS"), "").unwrap();
    let message = bench.last_update().await["message"].clone();
    assert_eq!((&message["message_id"], &message["voice"]["duration"]), (&json!(voice), &json!(7)));
    assert_eq!(message["voice"]["mime_type"], "audio/ogg");
}

#[tokio::test]
async fn people_reply_with_files_and_edit_their_captions() {
    let bench = Bench::new().await;
    let question = bench.send("пришлите фото").await.result()["message_id"].as_i64().unwrap();
    let photo = Written::file(NewFile::photo(PNG)).captioned("вот").replying_to(question);
    let id = bench.simulator.user_writes(bench.bot.id, bench.anna, photo).unwrap();
    let message = bench.last_update().await["message"].clone();
    assert_eq!(message["reply_to_message"]["message_id"], question);
    assert_eq!((&message["photo"][0]["width"], &message["photo"][0]["height"]), (&json!(3), &json!(2)));
    bench.simulator.user_edits(bench.bot.id, bench.anna, id, "").unwrap();
    let edited = bench.last_update().await["edited_message"].clone();
    assert!(edited.get("caption").is_none() && edited["photo"].is_array());
    let lost = Written::file(NewFile::photo(PNG)).replying_to(9999);
    assert_eq!(bench.simulator.user_writes(bench.bot.id, bench.anna, lost), Err(CannotAct::UnknownMessage(9999)));
}

#[tokio::test]
async fn a_bot_uploads_documents_and_sends_them_again_by_id() {
    let bench = Bench::new().await;
    let anna = bench.anna.to_string();
    let csv = "имя,телефон\r\n'=cmd(),1\r\n".as_bytes();
    let sent = bench
        .form(
            "sendDocument",
            &[
                field("chat_id", &anna),
                field("caption", "<b>выгрузка</b>"),
                field("parse_mode", "HTML"),
                upload("document", "../export:1.csv", csv),
            ],
        )
        .await
        .result()
        .clone();
    fits("Message", &sent);
    let document = sent["document"].clone();
    assert_eq!((&document["file_name"], &document["mime_type"]), (&json!("export 1.csv"), &json!("text/csv")));
    assert_eq!(sent["caption_entities"][0]["type"], "bold");
    assert_eq!(bench.simulator.file(document["file_id"].as_str().unwrap()).unwrap().bytes, csv);
    let delivered = bench.simulator.delivered(bench.bot.id);
    assert_eq!((delivered[0].method, delivered[0].text.as_str()), ("sendDocument", "выгрузка"));
    let request = bench.simulator.requests().pop().unwrap();
    assert_eq!(request.parameters["document"], json!({ "file_name": "../export:1.csv", "file_size": csv.len() }));

    let again = bench.ok("sendDocument", json!({ "chat_id": bench.anna, "document": document["file_id"] })).await;
    assert_eq!(again["document"], document);
    assert!(again.get("caption").is_none());
    let path = bench.ok("getFile", json!({ "file_id": document["file_id"] })).await["file_path"].clone();
    assert_eq!(bench.download(path.as_str().unwrap()).await, (200, csv.to_vec()));

    let attached = [field("chat_id", &anna), field("document", "attach://x9"), upload("x9", "b.txt", b"attached")];
    let sent = bench.form("sendDocument", &attached).await.result().clone();
    assert_eq!(sent["document"]["file_name"], "b.txt");
    let nowhere = [field("chat_id", &anna), field("document", "attach://y"), upload("x9", "b.txt", b"attached")];
    bench.form("sendDocument", &nowhere).await.refused(400, "Bad Request: there is no document in the request");
}

#[tokio::test]
async fn an_upload_may_come_in_chunks_without_a_length() {
    let bench = Bench::new().await;
    let anna = bench.anna.to_string();
    let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let body = multipart(&[
        field("chat_id", &anna),
        field("voice", "attach://f"),
        field("duration", "12"),
        upload("f", "v.ogg", &bytes),
    ]);
    let mut request = format!(
        "POST /bot{}/sendVoice HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n\r\n",
        bench.bot.token
    )
    .into_bytes();
    for chunk in body.chunks(97) {
        request.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        request.extend(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    let seen = String::from_utf8(bench.raw(&request).await).unwrap();
    let answer: Value = serde_json::from_str(seen.split_once("\r\n\r\n").unwrap().1).unwrap();
    fits("Message", &answer["result"]);
    assert_eq!(answer["result"]["voice"]["duration"], 12);
    let id = answer["result"]["voice"]["file_id"].as_str().unwrap();
    assert_eq!(bench.simulator.file(id).unwrap().bytes, bytes);
}

#[tokio::test]
async fn photos_are_pictures_of_a_sane_size() {
    let bench = Bench::new().await;
    let anna = bench.anna.to_string();
    let photo = async |bytes: &[u8]| {
        bench
            .form(
                "sendPhoto",
                &[field("chat_id", &anna), field("has_spoiler", "true"), upload("photo", "p.png", bytes)],
            )
            .await
    };
    let sent = photo(PNG).await.result().clone();
    fits("Message", &sent);
    assert_eq!((&sent["photo"][0]["width"], &sent["has_media_spoiler"]), (&json!(3), &json!(true)));
    photo(b"no picture").await.refused(400, "Bad Request: IMAGE_PROCESS_FAILED");
    photo(b"GIF89a\xff\x7f\x01\0").await.refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS");
    let mut large = PNG.to_vec();
    large.resize(10 * 1024 * 1024 + 1, 0);
    photo(&large).await.refused(
        400,
        "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
    );
}

#[tokio::test]
async fn files_that_are_wrong_missing_or_of_another_bot_are_refused() {
    let bench = Bench::new().await;
    let anna = bench.anna.to_string();
    let send = |file: Value| bench.call("sendDocument", json!({ "chat_id": bench.anna, "document": file }));
    bench
        .call("sendDocument", json!({ "chat_id": bench.anna }))
        .await
        .refused(400, "Bad Request: there is no document in the request");
    bench
        .form("sendDocument", &[field("chat_id", &anna), upload("document", "a.txt", b"")])
        .await
        .refused(400, "Bad Request: file must be non-empty");
    send(json!("nonsense"))
        .await
        .refused(400, "Bad Request: wrong remote file identifier specified: can't unserialize it. Wrong last symbol");
    assert_eq!(send(json!("https://example.org/a.pdf")).await.status, 400);
    assert!(bench.simulator.unsupported().contains_key("files by HTTP URL"));
    let sent =
        bench.form("sendPhoto", &[field("chat_id", &anna), upload("photo", "p.png", PNG)]).await.result().clone();
    let photo = sent["photo"][0]["file_id"].clone();
    send(photo.clone()).await.refused(400, "Bad Request: can't use file of type Photo as Document");
    let get = |id: Value| bench.call("getFile", json!({ "file_id": id }));
    get(json!("nonsense")).await.refused(400, "Bad Request: invalid file_id");
    bench.call("getFile", json!({})).await.refused(400, "Bad Request: file_id not specified");

    let other = bench.simulator.add_bot(NewBot::named("other_bot")).unwrap();
    bench.simulator.user_starts(other.id, bench.anna, None).unwrap();
    let call = bench.http.post(format!("{}/bot{}/sendPhoto", bench.server.url, other.token));
    let params = json!({ "chat_id": bench.anna, "photo": photo });
    answer(call.json(&params)).await.refused(400, "Bad Request: wrong file identifier/HTTP URL specified");
    let path = bench.ok("getFile", json!({ "file_id": photo })).await["file_path"].as_str().unwrap().to_owned();
    let stolen = bench.http.get(format!("{}/file/bot{}/{path}", bench.server.url, other.token));
    answer(stolen).await.refused(404, "Not Found");
    let unknown = bench.http.get(format!("{}/file/bot1:x/{path}", bench.server.url));
    answer(unknown).await.refused(401, "Unauthorized");
    assert_eq!(bench.simulator.file("nonsense"), None);
}

#[tokio::test]
async fn uploads_end_at_50_mb_and_downloads_at_20() {
    let bench = Bench::new().await;
    let anna = bench.anna.to_string();
    let most = vec![7_u8; 50 * 1024 * 1024];
    let sent = bench.form("sendDocument", &[field("chat_id", &anna), upload("document", "a", &most)]).await;
    let file_id = sent.result()["document"]["file_id"].clone();
    bench.call("getFile", json!({ "file_id": file_id })).await.refused(400, "Bad Request: file is too big");
    bench.ok("sendDocument", json!({ "chat_id": bench.anna, "document": file_id })).await;
    let more = vec![7_u8; 50 * 1024 * 1024 + 1];
    bench
        .form("sendDocument", &[field("chat_id", &anna), upload("document", "a", &more)])
        .await
        .refused(413, "Request Entity Too Large");
    let large = NewFile::document("a", "a/b", vec![1_u8; 20 * 1024 * 1024 + 1]);
    bench.simulator.user_sends_file(bench.bot.id, bench.anna, large, "").unwrap();
    let file_id = bench.last_update().await["message"]["document"]["file_id"].clone();
    bench.call("getFile", json!({ "file_id": file_id })).await.refused(400, "Bad Request: file is too big");
}

#[tokio::test]
async fn faults_hit_downloads_as_the_method_file() {
    let bench = Bench::new().await;
    bench.simulator.user_sends_file(bench.bot.id, bench.anna, NewFile::photo(PNG), "").unwrap();
    let file_id = bench.last_update().await["message"]["photo"][0]["file_id"].clone();
    let path = bench.ok("getFile", json!({ "file_id": file_id })).await["file_path"].as_str().unwrap().to_owned();
    bench.simulator.add_fault(Fault::on("file", FaultKind::TooManyRequests { retry_after: 3 }));
    assert_eq!(bench.download(&path).await.0, 429);
    assert_eq!(bench.download(&path).await.0, 200);
    bench.simulator.set_outage(true);
    let url = format!("{}/file/bot{}/{path}", bench.server.url, bench.bot.token);
    assert!(bench.http.get(url).send().await.is_err());
}

#[tokio::test]
async fn files_go_in_and_out_over_the_control_api() {
    let bench = Bench::new().await;
    let chat = format!("chats/{}/{}", bench.bot.id, bench.anna);
    let send = |query: &str, kind: &str| {
        let url = bench.control(&format!("{chat}/files?{query}"));
        answer(bench.http.post(url).header("Content-Type", kind).body("<script>alert(1)</script>"))
    };
    const ANY: &str = "application/octet-stream";
    let query = "kind=document&name=%D1%8F%0d%0a%22%3B.html&mime=text/html&caption=see";
    let id = send(query, ANY).await.body["message_id"].clone();
    let message = bench.last_update().await["message"].clone();
    assert_eq!((&message["message_id"], &message["caption"]), (&id, &json!("see")));
    assert_eq!(message["document"]["file_name"], "я\r\n\";.html");
    let seen = bench.get(&chat).await["messages"].as_array().unwrap().last().unwrap()["file"].clone();
    assert_eq!((&seen["kind"], &seen["file_size"]), (&json!("document"), &json!(25)));

    let url = bench.control(&format!("files/{}", seen["file_id"].as_str().unwrap()));
    let response = bench.http.get(url).send().await.unwrap();
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "text/html");
    assert_eq!(header("content-disposition"), "attachment; filename*=UTF-8''%D1%8F%0D%0A%22%3B.html");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(response.bytes().await.unwrap(), "<script>alert(1)</script>");

    assert_eq!(send("kind=photo", "multipart/form-data; boundary=b").await.status, 415, "a form could send this");
    assert_eq!(send("kind=photo", "text/plain").await.status, 415);
    assert_eq!(send("kind=moon", ANY).await.status, 400);
    assert_eq!(send("kind=voice&reply_to=999", ANY).await.status, 404);
    assert_eq!(bench.http.get(bench.control("files/nothing")).send().await.unwrap().status(), 404);
}

//! A request to its answer.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::output::File;
use crate::serve::News;
use crate::serve::address;
use crate::serve::http::{House, events, gate};
use crate::serve::site::{Found, SCRIPT, followed};
use crate::serve::state::State;

/// The body of an answer: a file, or a stream of events.
pub type Body = Either<Full<Bytes>, Channel<Bytes, Infallible>>;

const SHEET: &str = "/-/eventbook/reload.css";
const EVENTS: &str = "/-/eventbook/events";

/// Shown where a page cannot be: it waits for one, and the script tells what is wrong.
const WAITING: &str = include_str!("../waiting.html");

/// What every answer says: nobody keeps it, nobody else shows it, and it is what it says it is.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The answer to a request, and whether it ends by itself.
pub async fn answer<B>(house: &House, request: &Request<B>) -> (Response<Body>, bool) {
    let mut answer = match gate::judge(&house.names, request) {
        Err((status, words)) => sentence(status, words),
        Ok(()) => found(house, request.uri().path(), request.method()).await,
    };
    let ends = matches!(answer.body(), Either::Left(_));
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if *request.method() == Method::HEAD {
        *answer.body_mut() = Either::Left(Full::default());
    }
    (answer, ends || *request.method() == Method::HEAD)
}

async fn found(house: &House, path: &str, method: &Method) -> Response<Body> {
    match path {
        SCRIPT => return asset(SCRIPT, include_str!("../reload.js")),
        SHEET => return asset(SHEET, include_str!("../reload.css")),
        EVENTS if *method == Method::GET => {
            let stream = Either::Right(events::stream(house.posted.clone()));
            return response(StatusCode::OK, "text/event-stream", stream);
        }
        EVENTS => {
            return response(StatusCode::OK, "text/event-stream", Either::Left(Full::default()));
        }
        _ => {}
    }
    let Some(path) = address::decoded(path) else {
        return sentence(StatusCode::BAD_REQUEST, "the address is not encoded well");
    };
    let state = Arc::clone(&house.posted.borrow());
    // Making a page may take longer than others should wait.
    let page = tokio::task::spawn_blocking(move || page(&state, &path)).await;
    page.unwrap_or_else(|_| Err("a page could not be made: this is a bug".to_owned()))
        .unwrap_or_else(|error| {
            (house.tell)(News::Note(format!("error: {error}\n")));
            waiting(StatusCode::INTERNAL_SERVER_ERROR)
        })
}

/// What an address of the site leads to; what went wrong where it cannot be shown.
fn page(state: &State, path: &str) -> Result<Response<Body>, String> {
    let Some(site) = &state.site else { return Ok(waiting(StatusCode::SERVICE_UNAVAILABLE)) };
    Ok(match site.find(path).map_err(|error| error.to_string())? {
        Found::File(found, tag) => file(StatusCode::OK, found, &tag),
        Found::Nothing(Some((found, tag))) => file(StatusCode::NOT_FOUND, found, &tag),
        Found::Nothing(None) => sentence(StatusCode::NOT_FOUND, "there is no such page"),
        Found::Folder(address) => {
            let mut answer = sentence(StatusCode::TEMPORARY_REDIRECT, "the page is in this folder");
            let address = HeaderValue::from_str(&address)
                .map_err(|_| "an address is not encoded".to_owned())?;
            answer.headers_mut().insert(header::LOCATION, address);
            answer
        }
    })
}

fn file(status: StatusCode, file: File, tag: &str) -> Response<Body> {
    let mut answer = response(status, content_type(&file.path), whole(file.bytes));
    let tag = HeaderValue::from_str(&format!("\"{tag}\"")).expect("a tag is digits");
    answer.headers_mut().insert(header::ETAG, tag);
    answer
}

fn waiting(status: StatusCode) -> Response<Body> {
    file(status, followed(File::text("waiting.html", WAITING), "waiting"), "waiting")
}

fn asset(path: &str, text: &'static str) -> Response<Body> {
    response(StatusCode::OK, content_type(path), whole(text))
}

fn sentence(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut answer = response(status, "text/plain; charset=utf-8", whole(format!("{words}\n")));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    answer
}

fn whole(bytes: impl Into<Bytes>) -> Body {
    Either::Left(Full::new(bytes.into()))
}

fn response(status: StatusCode, content_type: &'static str, body: Body) -> Response<Body> {
    let length = match &body {
        Either::Left(whole) => hyper::body::Body::size_hint(whole).exact(),
        Either::Right(_) => None,
    };
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(length) = length {
        // Stated, because an answer to HEAD has no body to be measured.
        answer.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    answer
}

/// What the ending of a file says of its bytes.
fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

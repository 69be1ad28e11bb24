//! redis-rs: `client PORT`.

use redis::streams::StreamReadOptions;
use redis::{cmd, pipe, Client, Connection, RedisResult, Script, TypedCommands};
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, thread};

static CHECKS: AtomicUsize = AtomicUsize::new(0);

fn check<T: Debug + PartialEq<U>, U: Debug>(what: &str, actual: T, expected: U) {
    CHECKS.fetch_add(1, Ordering::Relaxed);
    assert!(actual == expected, "{what}: {actual:?}, not {expected:?}");
}

fn pipelines(connection: &mut Connection) -> RedisResult<()> {
    let mut pipeline = pipe();
    pipeline.set("word", "x").incr("word", 1).incr("n", 42).ignore_errors();
    let replies: Vec<RedisResult<redis::Value>> = pipeline.query(connection)?;
    check("SET in a pipeline", replies[0].as_ref().unwrap(), &redis::Value::Okay);
    let refusal = replies[1].as_ref().unwrap_err().to_string();
    check("INCR of a word", refusal.contains("value is not an integer or out of range"), true);
    check("INCRBY in a pipeline", replies[2].as_ref().unwrap(), &redis::Value::Int(42));
    Ok(())
}

fn transactions(connection: &mut Connection, other: &mut Connection) -> RedisResult<()> {
    let replies: (i64, String) = pipe().atomic().incr("n", 1).get("n").query(connection)?;
    check("EXEC", replies, (43, "43".to_string()));
    let mut attempts = 0;
    let (n,): (i64,) = redis::transaction(connection, &["n"], |connection, pipeline| {
        attempts += 1;
        if attempts == 1 {
            other.incr("n", 1)?;
        }
        pipeline.get("n").query(connection)
    })?;
    check("EXEC after a change, and again", (attempts, n), (2, 44));
    Ok(())
}

fn messages(connection: &mut Connection, other: &mut Connection) -> RedisResult<()> {
    let mut subscriber = other.as_pubsub();
    subscriber.subscribe("news")?;
    check("PUBLISH", connection.publish("news", "grüße")?, 1);
    let message = subscriber.get_message()?;
    check("a message in", message.get_channel_name(), "news");
    check("a message", message.get_payload::<String>()?, "grüße");
    Ok(())
}

fn scripts(connection: &mut Connection) -> RedisResult<()> {
    let script = Script::new("return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}");
    let reply: Vec<String> = script.key("word").arg("a").invoke(connection)?;
    check("EVALSHA, then SCRIPT LOAD", reply, vec!["word", "a", "x"]);
    let unknown = cmd("EVALSHA").arg("0".repeat(40)).arg(0).exec(connection);
    check("EVALSHA", unknown.unwrap_err().code(), Some("NOSCRIPT"));
    Ok(())
}

fn streams(connection: &mut Connection) -> RedisResult<()> {
    connection.xgroup_create_mkstream("log", "readers", "0")?;
    check("XADD", connection.xadd("log", "1-1", &[("what", "made")])?, Some("1-1".to_string()));
    let options = StreamReadOptions::default().group("readers", "one").block(1000);
    let read = connection.xread_options(&["log"], &[">"], &options)?.expect("an entry");
    check("XREADGROUP of", read.keys[0].key.as_str(), "log");
    check("XREADGROUP", read.keys[0].ids[0].get::<String>("what"), Some("made".to_string()));
    check("XPENDING", connection.xpending("log", "readers")?.count(), 1);
    check("XACK", connection.xack("log", "readers", &["1-1"])?, 1);
    Ok(())
}

fn blocking(connection: &mut Connection, mut other: Connection) -> RedisResult<()> {
    check("BLPOP in vain", connection.blpop("queue", 0.01)?, None);
    let push = thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        other.rpush("queue", "job")
    });
    check("BLPOP", connection.blpop("queue", 0.0)?, Some(["queue".to_string(), "job".to_string()]));
    push.join().expect("the pusher")?;
    Ok(())
}

fn main() -> RedisResult<()> {
    let port = env::args().nth(1).expect("the port");
    let client = Client::open(format!("redis://127.0.0.1:{port}"))?;
    let mut connection = client.get_connection()?;
    pipelines(&mut connection)?;
    transactions(&mut connection, &mut client.get_connection()?)?;
    messages(&mut connection, &mut client.get_connection()?)?;
    scripts(&mut connection)?;
    streams(&mut connection)?;
    blocking(&mut connection, client.get_connection()?)?;
    println!("{} checks", CHECKS.load(Ordering::Relaxed));
    Ok(())
}

// go-redis: `client PORT`.
package main

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

var (
	ctx    = context.Background()
	checks = 0
)

func check(what string, actual, expected any) {
	checks++
	if !reflect.DeepEqual(actual, expected) {
		fail("%s: %#v, not %#v", what, actual, expected)
	}
}

func fail(format string, words ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", words...)
	os.Exit(1)
}

// must gives the value of a call that may not fail.
func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func pipelines(client *redis.Client) {
	pipe := client.Pipeline()
	set, incr, incrBy := pipe.Set(ctx, "word", "x", 0), pipe.Incr(ctx, "word"), pipe.IncrBy(ctx, "n", 42)
	pipe.Exec(ctx)
	check("SET in a pipeline", set.Val(), "OK")
	check("INCR of a word", incr.Err().Error(), "ERR value is not an integer or out of range")
	check("INCRBY in a pipeline", incrBy.Val(), int64(42))
}

func transactions(client *redis.Client) {
	pipe := client.TxPipeline()
	incr, get := pipe.Incr(ctx, "n"), pipe.Get(ctx, "n")
	must(pipe.Exec(ctx))
	check("INCR in EXEC", incr.Val(), int64(43))
	check("GET in EXEC", get.Val(), "43")
	dropped := client.Watch(ctx, func(tx *redis.Tx) error {
		must(client.Incr(ctx, "n").Result())
		_, err := tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error { return pipe.Get(ctx, "n").Err() })
		return err
	}, "n")
	check("EXEC after a change", dropped, redis.TxFailedErr)
}

func messages(client *redis.Client) {
	subscriber := client.Subscribe(ctx, "news")
	defer subscriber.Close()
	must(subscriber.Receive(ctx))
	check("PUBLISH", must(client.Publish(ctx, "news", "grüße").Result()), int64(1))
	message := must(subscriber.ReceiveMessage(ctx))
	check("a message", []string{message.Channel, message.Payload}, []string{"news", "grüße"})
}

func scripts(client *redis.Client) {
	script := redis.NewScript("return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}")
	check("EVALSHA, then EVAL", must(script.Run(ctx, client, []string{"word"}, "a").Result()), []any{"word", "a", "x"})
	err := client.EvalSha(ctx, strings.Repeat("0", 40), nil).Err()
	check("EVALSHA", redis.HasErrorPrefix(err, "NOSCRIPT No matching script"), true)
}

func streams(client *redis.Client) {
	must(client.XGroupCreateMkStream(ctx, "log", "readers", "0").Result())
	entry := &redis.XAddArgs{Stream: "log", ID: "1-1", Values: []string{"what", "made"}}
	check("XADD", must(client.XAdd(ctx, entry).Result()), "1-1")
	read := must(client.XReadGroup(ctx, &redis.XReadGroupArgs{
		Group: "readers", Consumer: "one", Streams: []string{"log", ">"}, Block: time.Second,
	}).Result())
	check("XREADGROUP of", read[0].Stream, "log")
	check("XREADGROUP", read[0].Messages[0].Values, map[string]any{"what": "made"})
	check("XPENDING", must(client.XPending(ctx, "log", "readers").Result()).Count, int64(1))
	check("XACK", must(client.XAck(ctx, "log", "readers", "1-1").Result()), int64(1))
}

func blocking(client *redis.Client) {
	check("BLPOP in vain", client.BLPop(ctx, time.Second, "queue").Err(), redis.Nil)
	time.AfterFunc(50*time.Millisecond, func() { client.RPush(ctx, "queue", "job") })
	check("BLPOP", must(client.BLPop(ctx, 0, "queue").Result()), []string{"queue", "job"})
}

func main() {
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + os.Args[1]})
	defer client.Close()
	for _, part := range []func(*redis.Client){pipelines, transactions, messages, scripts, streams, blocking} {
		part(client)
	}
	fmt.Printf("%d checks\n", checks)
}

// The call server as Microsoft's own JavaScript client sees it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { Client, GraphError } from "@microsoft/microsoft-graph-client";

let server, control, bot, client, scratch;
const notifications = [];
const waiting = [];

before(async () => {
    bot = createServer(async (request, answer) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        for (const { resourceData } of JSON.parse(body).value) {
            const next = waiting.shift();
            next ? next(resourceData) : notifications.push(resourceData);
        }
        answer.writeHead(200).end();
    });
    bot.listen(0, "127.0.0.1");
    await once(bot, "listening");

    scratch = await mkdtemp(join(tmpdir(), "call-server-sdk-"));
    const config = join(scratch, "call-server.toml");
    await writeFile(config, `
        api.listen = "127.0.0.1:0"
        control.listen = "127.0.0.1:0"
        calls.queue = 2
        callback.uri = "http://127.0.0.1:${bot.address().port}/"
        recordings.directory = ${JSON.stringify(join(scratch, "recordings"))}
        simulated.beep_ms = 20
        log.format = "json"
    `);
    const program = ["run", "--locked", "--quiet", "-p", "call-server", "--", "--config", config];
    server = spawn("cargo", program, { stdio: ["ignore", "inherit", "pipe"] });
    for await (const line of createInterface(server.stderr)) {
        const { fields } = JSON.parse(line);
        if (fields.message !== "listening") continue;
        control = `http://${fields.control}`;
        client = Client.init({
            baseUrl: `http://${fields.api}/`,
            defaultVersion: "v1.0",
            authProvider: (done) => done(null, "unused"),
        });
        break;
    }
    server.stderr.resume();
});

after(async () => {
    server.kill("SIGTERM");
    const [code] = await once(server, "exit");
    bot.close();
    await rm(scratch, { recursive: true });
    assert.equal(code, 0);
});

// The client shows its token to https hosts only, so the server asks for none.
const api = (path) => client.api(path);

const notified = () =>
    notifications.length > 0
        ? Promise.resolve(notifications.shift())
        : new Promise((resolve) => waiting.push(resolve));

const caller = (path, body = {}) =>
    fetch(`${control}${path}`, { method: "POST", body: JSON.stringify(body) });

const prompt = (millis) => ({
    "@odata.type": "#microsoft.graph.mediaPrompt",
    mediaInfo: { "@odata.type": "#microsoft.graph.mediaInfo", uri: `${control}/prompts/${millis}.wav` },
});

// A call that is answered: its path.
async function established() {
    const { id } = await (await caller("/calls")).json();
    const incoming = await notified();
    assert.equal(incoming.id, id);
    assert.equal(incoming.state, "incoming");
    const call = `/communications/calls/${id}`;
    await api(`${call}/answer`).post({
        acceptedModalities: ["audio"],
        mediaConfig: { "@odata.type": "#microsoft.graph.serviceHostedMediaConfig" },
    });
    for (const state of ["establishing", "established", "established"]) {
        assert.equal((await notified()).state, state);
    }
    return { id, call };
}

async function hungUp(call) {
    await api(call).delete();
    assert.equal((await notified()).state, "terminating");
}

test("a call from its prompt to its recording", async () => {
    const { id, call } = await established();
    assert.equal((await api(call).get()).state, "established");
    await api(`${call}/keepAlive`).post();

    // No body at all: the client sends a content type and no content.
    const subscribed = await api(`${call}/subscribeToTone`).post();
    assert.equal(subscribed["@odata.type"], "#microsoft.graph.subscribeToToneOperation");
    assert.equal(subscribed.status, "completed");

    const clientContext = "d45324c1-fcb5-430a-902c-f20af696537c";
    const played = await api(`${call}/playPrompt`).post({ clientContext, prompts: [prompt(300)] });
    assert.equal(played["@odata.type"], "#microsoft.graph.playPromptOperation");
    assert.equal(played.status, "running");
    assert.equal((await api(`${call}/operations/${played.id}`).get()).status, "running");
    await caller(`/calls/${id}/keys`, { keys: "5" });
    assert.equal((await notified()).toneInfo.tone, "tone5");
    const end = await notified();
    assert.equal(end.id, played.id);
    assert.equal(end.clientContext, clientContext);
    assert.equal(end.resultInfo.code, 200);

    const recorded = await api(`${call}/recordResponse`).post({
        bargeInAllowed: true,
        prompts: [prompt(20)],
        maxRecordDurationInSeconds: 10,
        initialSilenceTimeoutInSeconds: 1,
        stopTones: ["#"],
    });
    assert.equal(recorded.recordingLocation, null);
    const silent = await notified();
    assert.equal(silent.id, recorded.id);
    assert.equal(silent.resultInfo.subcode, 8510);
    await hungUp(call);
    assert.equal((await notified()).state, "terminated");
});

test("a cancel reports what it cancelled", async () => {
    const { call } = await established();
    const first = await api(`${call}/playPrompt`).post({ prompts: [prompt(60000)] });
    const second = await api(`${call}/playPrompt`).version("beta").post({ prompts: [prompt(10)] });
    const cancel = await api(`${call}/cancelMediaProcessing`).post({});
    assert.equal(cancel.status, "completed");
    for (const operation of [first, second]) {
        const canceled = await notified();
        assert.equal(canceled.id, operation.id);
        assert.deepEqual([canceled.resultInfo.code, canceled.resultInfo.subcode], [400, 8508]);
    }
    await hungUp(call);
    assert.equal((await notified()).state, "terminated");
});

test("errors are the client's own", async () => {
    const failure = (promise) => assert.rejects(promise).then(() => promise.catch((error) => error));
    const gone = await failure(api(`/communications/calls/${crypto.randomUUID()}`).get());
    assert.ok(gone instanceof GraphError);
    assert.deepEqual([gone.statusCode, gone.code], [404, "NotFound"]);

    const { call } = await established();
    const bad = await failure(api(`${call}/recordResponse`).post({ maxRecordDurationInSeconds: 1800 }));
    assert.deepEqual([bad.statusCode, bad.code], [400, "BadRequest"]);
    assert.match(bad.message, /^maxRecordDurationInSeconds is 1800/);
    await hungUp(call);
    assert.equal((await notified()).state, "terminated");
});

test("where the queue is full the client comes back by itself", async () => {
    const { call } = await established();
    const play = (millis) => api(`${call}/playPrompt`).post({ prompts: [prompt(millis)] });
    const first = await play(500);
    const second = await play(10);
    // Refused with 429 and Retry-After: 1; accepted a second later.
    const third = await play(10);
    for (const operation of [first, second, third]) {
        assert.equal((await notified()).id, operation.id);
    }
    await hungUp(call);
    assert.equal((await notified()).state, "terminated");
});

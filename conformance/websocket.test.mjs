// The Responses API over a WebSocket, by OpenAI's own client.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { check } from './spec.mjs';
import { startReal } from './server.mjs';
import { MODEL, brief, question, weather } from './samples.mjs';

const LAST = ['response.completed', 'response.incomplete', 'response.failed', 'error'];

let server;
let client;

before(async () => {
  server = await startReal();
  client = new OpenAI({ baseURL: server.api, apiKey: 'any', maxRetries: 0 });
});
after(() => server?.stop());

/// One socket, and what it answers to a request.
function open() {
  const socket = new ResponsesWS(client);
  const messages = socket.stream();
  return {
    close: () => socket.close(),
    async ask(request) {
      socket.send({ type: 'response.create', model: MODEL, ...brief.responses, ...request });
      const events = [];
      while (!LAST.includes(events.at(-1)?.type)) {
        const { value, done } = await messages.next();
        assert(!done, 'the socket closed early');
        if (value.type === 'error') return [{ type: 'error', error: value.error }];
        if (value.type === 'message') events.push(value.message);
      }
      return events;
    },
  };
}

test('two turns on one socket, nothing stored', async () => {
  const socket = open();
  try {
    const first = await socket.ask({ input: question, store: false });
    first.forEach((event, i) => (check('ResponseStreamEvent', event, ['response.usage']), assert.equal(event.sequence_number, i)));
    assert.equal(first[0].type, 'response.created');
    const { response } = first.at(-1);
    check('Response', response);
    const second = await socket.ask({ input: 'And 1 + 1?', store: false, previous_response_id: response.id });
    check('Response', second.at(-1).response);
    assert(second.at(-1).response.usage.input_tokens > response.usage.input_tokens);
    await assert.rejects(client.responses.retrieve(response.id), { status: 404 });
  } finally {
    socket.close();
  }
});

test('a call', async () => {
  const socket = open();
  try {
    const events = await socket.ask({ input: question, tools: [weather.responses], tool_choice: 'required' });
    const call = events.at(-1).response.output.find((item) => item.type === 'function_call');
    weather.arguments.parse(JSON.parse(call.arguments));
  } finally {
    socket.close();
  }
});

test('a mistake does not end the socket', async () => {
  const socket = open();
  try {
    const [refused] = await socket.ask({ input: question, previous_response_id: 'resp_none' });
    assert.equal(refused.type, 'error');
    assert.match(JSON.stringify(refused.error.error ?? refused.error), /previous_response_not_found/);
    assert.equal((await socket.ask({ input: question })).at(-1).type, 'response.completed');
  } finally {
    socket.close();
  }
});

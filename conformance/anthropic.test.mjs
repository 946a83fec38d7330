// Anthropic's own client.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { startReal } from './server.mjs';
import { MODEL, question, weather } from './samples.mjs';

let server;
let client;

before(async () => {
  server = await startReal();
  client = new Anthropic({ baseURL: server.origin, apiKey: 'any', maxRetries: 0 });
});
after(() => server?.stop());

const messages = [{ role: 'user', content: question }];

test('whole', async () => {
  const message = await client.messages.create({ model: MODEL, max_tokens: 400, messages });
  assert.equal(message.type, 'message');
  assert.equal(message.content.at(-1).type, 'text');
  assert(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  assert(['end_turn', 'max_tokens'].includes(message.stop_reason));
});

test('stream with thinking, replayed', async () => {
  const request = { model: 'reasoner-2m', max_tokens: 2000, messages, thinking: { type: 'enabled', budget_tokens: 1024 } };
  const stream = client.messages.stream(request);
  const message = await stream.finalMessage();
  const thinking = message.content.find((block) => block.type === 'thinking');
  assert(thinking.thinking.length > 0 && thinking.signature.length > 0);
  const again = [...messages, { role: 'assistant', content: message.content }, { role: 'user', content: 'And 1 + 1?' }];
  const next = await client.messages.create({ ...request, messages: again });
  assert.equal(next.role, 'assistant');
  const forged = message.content.map((block) => (block.type === 'thinking' ? { ...block, signature: 'forged' } : block));
  await assert.rejects(
    client.messages.create({ ...request, messages: [...messages, { role: 'assistant', content: forged }, { role: 'user', content: 'And?' }] }),
    { status: 400 },
  );
});

test('a tool loop', async () => {
  const first = await client.messages.create({ model: MODEL, max_tokens: 800, messages, tools: [weather.anthropic], tool_choice: { type: 'any' }, output_config: { effort: 'low' } });
  assert.equal(first.stop_reason, 'tool_use');
  const call = first.content.find((block) => block.type === 'tool_use');
  weather.arguments.parse(call.input);
  const second = await client.messages.create({
    model: MODEL,
    max_tokens: 400,
    tools: [weather.anthropic],
    tool_choice: { type: 'none' },
    messages: [...messages, { role: 'assistant', content: first.content }, { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: '21 degrees' }] }],
  });
  assert.notEqual(second.stop_reason, 'tool_use');
});

test('streamed calls, in events of the recorded order', async () => {
  const stream = await client.messages.create({ model: MODEL, max_tokens: 800, messages, tools: [weather.anthropic], tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true }, output_config: { effort: 'low' }, stream: true });
  const types = [];
  let json = '';
  for await (const event of stream) {
    types.push(event.type);
    if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta') json += event.delta.partial_json;
  }
  weather.arguments.parse(JSON.parse(json));
  assert.equal(types[0], 'message_start');
  assert.deepEqual(types.slice(-2), ['message_delta', 'message_stop']);
});

test('structured output and instructions', async () => {
  const schema = { type: 'object', properties: { result: { type: 'integer', minimum: 0, maximum: 99 } }, required: ['result'], additionalProperties: false };
  const message = await client.messages.create({
    model: MODEL,
    max_tokens: 800,
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages,
    output_config: { effort: 'low', format: { type: 'json_schema', schema } },
    metadata: { user_id: 'someone' },
  });
  assert.equal(typeof JSON.parse(message.content.at(-1).text).result, 'number');
});

test('beta operations', async () => {
  const message = await client.beta.messages.create({ model: MODEL, max_tokens: 200, messages, betas: ['something-new-2026-01-01'] });
  assert.equal(message.role, 'assistant');
  const counted = await client.beta.messages.countTokens({ model: MODEL, messages });
  assert(counted.input_tokens > 0);
});

test('counted tokens', async () => {
  const counted = await client.messages.countTokens({ model: MODEL, messages });
  const message = await client.messages.create({ model: MODEL, max_tokens: 200, messages });
  const { usage } = message;
  assert.equal(counted.input_tokens, usage.input_tokens + usage.cache_read_input_tokens + usage.cache_creation_input_tokens);
});

test('models and mistakes', async () => {
  const list = await client.models.list();
  assert(list.data.some((model) => model.id === MODEL));
  await assert.rejects(client.messages.create({ model: 'nope', max_tokens: 9, messages }), (error) => error.status === 404 && error.error.error.type === 'not_found_error');
  await assert.rejects(client.messages.create({ model: MODEL, max_tokens: 9, messages: [] }), { status: 400 });
});

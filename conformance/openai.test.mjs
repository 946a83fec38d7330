// OpenAI's own client: every operation that it has and the server offers, every answer and event
// held to OpenAI's description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { check, described } from './spec.mjs';
import { start } from './server.mjs';
import { MODEL_FILE, MODEL, weather, Sum } from './samples.mjs';

let server;
let client;

before(async () => {
  server = await start('--model', MODEL_FILE);
  client = new OpenAI({ baseURL: server.api, apiKey: 'any', maxRetries: 0 });
  if (!described) console.error('PONDER_OPENAPI is not set: bodies are not held to the description');
});
after(() => server?.stop());

const question = [{ role: 'user', content: 'What is 12 + 30?' }];

test('models', async () => {
  const list = await client.models.list();
  assert(list.data.some((model) => model.id === 'o4-mini'));
  check('ListModelsResponse', { object: 'list', data: list.data });
  check('Model', await client.models.retrieve('o4-mini-2025-04-16'));
  await assert.rejects(client.models.retrieve('nope'), (error) => error.status === 404 && error.code === 'model_not_found' && !!error.requestID);
});

test('chat: whole', async () => {
  const answer = await client.chat.completions.create({ model: MODEL, messages: question, reasoning_effort: 'high' });
  check('CreateChatCompletionResponse', answer);
  assert.equal(answer.choices[0].message.content, '42');
  assert(answer._request_id.startsWith('req_'));
});

test('chat: stream', async () => {
  const stream = await client.chat.completions.create({ model: MODEL, messages: question, stream: true, stream_options: { include_usage: true } });
  let text = '';
  let usage;
  for await (const chunk of stream) {
    check('CreateChatCompletionStreamResponse', chunk, ['usage']);
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  assert(text.length > 0);
  assert(usage.total_tokens > 0);
});

test('chat: structured output', async () => {
  const answer = await client.chat.completions.parse({ model: MODEL, messages: question, response_format: zodResponseFormat(Sum, 'sum') });
  check('CreateChatCompletionResponse', answer);
  assert.deepEqual(Object.keys(answer.choices[0].message.parsed), ['expression', 'result', 'steps']);
});

for (const tool_choice of ['required', { type: 'function', function: { name: 'weather' } }, { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'weather' } }] } }]) {
  test(`chat: a call by ${JSON.stringify(tool_choice)}`, async () => {
    const answer = await client.chat.completions.create({ model: MODEL, messages: question, tools: [weather.chat], tool_choice, seed: 7, max_completion_tokens: 400 });
    check('CreateChatCompletionResponse', answer);
    const [call] = answer.choices[0].message.tool_calls;
    assert.equal(answer.choices[0].finish_reason, 'tool_calls');
    assert.equal(call.function.name, 'weather');
    weather.arguments.parse(JSON.parse(call.function.arguments));
  });
}

test('chat: streamed calls', async () => {
  const stream = client.chat.completions.stream({ model: MODEL, messages: question, tools: [weather.chat], tool_choice: 'required', seed: 7, max_completion_tokens: 400 });
  stream.on('chunk', (chunk) => check('CreateChatCompletionStreamResponse', chunk, ['usage']));
  const message = await stream.finalMessage();
  weather.arguments.parse(JSON.parse(message.tool_calls[0].function.arguments));
});

test('chat: stored', async () => {
  const stored = await client.chat.completions.create({ model: MODEL, messages: question, store: true, metadata: { topic: 'sums' } });
  const page = await client.chat.completions.list({ metadata: { topic: 'sums' }, limit: 1 });
  assert.equal(page.data[0].id, stored.id);
  check('CreateChatCompletionResponse', await client.chat.completions.retrieve(stored.id));
  const messages = await client.chat.completions.messages.list(stored.id);
  assert.equal(messages.data[0].content, 'What is 12 + 30?');
  const changed = await client.chat.completions.update(stored.id, { metadata: { topic: 'other' } });
  assert.deepEqual(changed.metadata, { topic: 'other' });
  check('ChatCompletionDeleted', await client.chat.completions.delete(stored.id));
  await assert.rejects(client.chat.completions.retrieve(stored.id), { status: 404 });
});

test('responses: whole, chained and listed', async () => {
  const first = await client.responses.create({ model: MODEL, input: 'What is 12 + 30?', reasoning: { effort: 'high', summary: 'auto' }, metadata: { a: 'b' } });
  check('Response', first);
  assert.equal(first.status, 'completed');
  assert.equal(first.output_text, '42');
  const second = await client.responses.create({ model: MODEL, input: 'And 1 + 1?', previous_response_id: first.id });
  check('Response', second);
  assert(second.usage.input_tokens > first.usage.input_tokens);
  check('Response', await client.responses.retrieve(first.id));
  const items = await client.responses.inputItems.list(second.id, { limit: 1 });
  assert.equal(items.data.length, 1);
  const counted = await client.responses.inputTokens.count({ model: MODEL, input: 'What is 12 + 30?' });
  assert(counted.input_tokens > 0);
  await client.responses.delete(first.id);
  await assert.rejects(client.responses.retrieve(first.id), { status: 404 });
});

test('responses: stream', async () => {
  const stream = await client.responses.create({ model: MODEL, input: 'What is 12 + 30?', stream: true, include: ['reasoning.encrypted_content'] });
  let expected = 0;
  const types = [];
  for await (const event of stream) {
    assert.equal(event.sequence_number, expected++);
    check('ResponseStreamEvent', event, ['response.usage']);
    types.push(event.type);
  }
  assert.equal(types[0], 'response.created');
  assert.equal(types.at(-1), 'response.completed');
});

test('responses: background, followed and resumed', async () => {
  const stream = await client.responses.create({ model: MODEL, input: 'What is 12 + 30?', background: true, stream: true });
  const events = [];
  for await (const event of stream) events.push(event);
  const { id } = events[0].response;
  const resumed = await client.responses.retrieve(id, { stream: true, starting_after: 2 });
  const again = [];
  for await (const event of resumed) again.push(event);
  assert.deepEqual(again.map((event) => event.type), events.slice(3).map((event) => event.type));
  const queued = await client.responses.create({ model: MODEL, input: 'Tell me all.', background: true });
  assert(['queued', 'in_progress', 'completed'].includes(queued.status));
  check('Response', queued, ['usage']);
  const cancelled = await client.responses.cancel(queued.id);
  assert(['cancelled', 'completed'].includes(cancelled.status));
});

test('responses: structured output', async () => {
  const answer = await client.responses.parse({ model: MODEL, input: 'What is 12 + 30?', text: { format: zodTextFormat(Sum, 'sum') } });
  check('Response', answer);
  assert.equal(typeof answer.output_parsed.result, 'number');
});

test('responses: a tool loop without storage', async () => {
  const input = [{ role: 'user', content: 'How warm is it in Bonn?' }];
  const first = await client.responses.create({ model: MODEL, input, tools: [weather.responses], tool_choice: 'required', store: false, include: ['reasoning.encrypted_content'], max_output_tokens: 400 });
  check('Response', first);
  const call = first.output.find((item) => item.type === 'function_call');
  weather.arguments.parse(JSON.parse(call.arguments));
  const second = await client.responses.create({ model: MODEL, input: [...input, ...first.output, { type: 'function_call_output', call_id: call.call_id, output: '21 degrees' }], tools: [weather.responses], store: false, tool_choice: 'none' });
  check('Response', second);
  assert.equal(second.status, 'completed');
  await assert.rejects(client.responses.retrieve(second.id), { status: 404 });
});

test('conversations', async () => {
  const conversation = await client.conversations.create({ items: [{ role: 'user', content: 'What is 12 + 30?' }], metadata: { a: 'b' } });
  check('ConversationResource', conversation);
  await client.responses.create({ model: MODEL, input: 'Well?', conversation: conversation.id });
  const items = await client.conversations.items.list(conversation.id, { order: 'asc' });
  assert(items.data.length >= 3);
  check('ConversationItem', await client.conversations.items.retrieve(items.data[0].id, { conversation_id: conversation.id }));
  await client.conversations.update(conversation.id, { metadata: { a: 'c' } });
  assert.equal((await client.conversations.delete(conversation.id)).deleted, true);
});

test('files and batches', async () => {
  const line = (custom_id) => JSON.stringify({ custom_id, method: 'POST', url: '/v1/chat/completions', body: { model: MODEL, messages: question } });
  const file = await client.files.create({ purpose: 'batch', file: await toFile(Buffer.from([line('a'), line('b')].join('\n')), 'in.jsonl') });
  check('OpenAIFile', file);
  let batch = await client.batches.create({ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' });
  check('Batch', batch);
  while (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    batch = await client.batches.retrieve(batch.id);
    check('Batch', batch);
  }
  assert.equal(batch.status, 'completed');
  assert.deepEqual(batch.request_counts, { total: 2, completed: 2, failed: 0 });
  const results = (await (await client.files.content(batch.output_file_id)).text()).trim().split('\n').map(JSON.parse);
  assert.deepEqual(results.map((result) => result.custom_id).sort(), ['a', 'b']);
  results.forEach((result) => check('CreateChatCompletionResponse', result.response.body));
  assert.equal((await client.files.delete(file.id)).deleted, true);
});

test('uploads', async () => {
  const bytes = Buffer.from('{"messages":[]}\n');
  const upload = await client.uploads.create({ bytes: bytes.length, filename: 'x.jsonl', mime_type: 'text/jsonl', purpose: 'user_data' });
  check('Upload', upload);
  const part = await client.uploads.parts.create(upload.id, { data: await toFile(bytes, 'part') });
  check('UploadPart', part);
  const done = await client.uploads.complete(upload.id, { part_ids: [part.id] });
  check('Upload', done);
  assert.equal(await (await client.files.content(done.file.id)).text(), bytes.toString());
});

test('embeddings', async () => {
  const answer = await client.embeddings.create({ model: MODEL, input: ['one', 'two'] });
  assert.equal(answer.data.length, 2);
  const length = Math.hypot(...answer.data[0].embedding);
  assert(Math.abs(length - 1) < 1e-3);
  check('CreateEmbeddingResponse', { ...answer, data: answer.data });
});

test('mistakes', async () => {
  await assert.rejects(client.responses.create({ model: 'nope', input: 'x' }), { status: 404 });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', previous_response_id: 'resp_none' }), { status: 400, code: 'previous_response_not_found' });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', max_output_tokens: 3 }), { status: 400, code: 'integer_below_min_value' });
  await assert.rejects(client.chat.completions.create({ model: MODEL, messages: [] }), { status: 400 });
});

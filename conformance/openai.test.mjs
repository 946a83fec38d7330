// OpenAI's own client: every operation that it has and the server offers, every answer and event
// held to OpenAI's description.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { check, described } from './spec.mjs';
import { startReal } from './server.mjs';
import { MODEL, Sum, brief, collected, question, weather } from './samples.mjs';

let server;
let client;

before(async () => {
  server = await startReal();
  client = new OpenAI({ baseURL: server.api, apiKey: 'any', maxRetries: 0 });
  if (!described) console.error('PONDER_OPENAPI is not set: bodies are not held to the description');
});
after(() => server?.stop());

const messages = [{ role: 'user', content: question }];

test('models', async () => {
  const list = await client.models.list();
  assert(list.data.some((model) => model.id === 'o4-mini'));
  check('ListModelsResponse', { object: 'list', data: list.data });
  check('Model', await client.models.retrieve('o4-mini-2025-04-16'));
  await assert.rejects(client.models.delete(MODEL), (error) => error.status >= 400 && error.status < 500);
  await assert.rejects(client.models.retrieve('nope'), (error) => error.status === 404 && error.code === 'model_not_found' && !!error.requestID);
});

test('chat: whole', async () => {
  const answer = await client.chat.completions.create({ model: MODEL, messages, reasoning_effort: 'high' });
  check('CreateChatCompletionResponse', answer);
  assert.equal(answer.choices[0].message.content, '42');
  assert(answer._request_id.startsWith('req_'));
});

test('chat: stream', async () => {
  const stream = await client.chat.completions.create({ model: MODEL, messages, stream: true, stream_options: { include_usage: true } });
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
  const answer = await client.chat.completions.parse({ model: MODEL, messages, response_format: zodResponseFormat(Sum, 'sum') });
  check('CreateChatCompletionResponse', answer);
  assert.deepEqual(Object.keys(answer.choices[0].message.parsed), ['expression', 'result', 'steps']);
});

for (const tool_choice of ['required', { type: 'function', function: { name: 'weather' } }, { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'weather' } }] } }]) {
  test(`chat: a call by ${JSON.stringify(tool_choice)}`, async () => {
    const answer = await client.chat.completions.create({ model: MODEL, messages, tools: [weather.chat], tool_choice, ...brief.chat });
    check('CreateChatCompletionResponse', answer);
    const [call] = answer.choices[0].message.tool_calls;
    assert.equal(answer.choices[0].finish_reason, 'tool_calls');
    assert.equal(call.function.name, 'weather');
    weather.arguments.parse(JSON.parse(call.function.arguments));
  });
}

test('chat: streamed calls', async () => {
  const stream = client.chat.completions.stream({ model: MODEL, messages, tools: [weather.chat], tool_choice: 'required', ...brief.chat });
  stream.on('chunk', (chunk) => check('CreateChatCompletionStreamResponse', chunk, ['usage']));
  const message = await stream.finalMessage();
  weather.arguments.parse(JSON.parse(message.tool_calls[0].function.arguments));
});

test('chat: several answers with probabilities', async () => {
  const answer = await client.chat.completions.create({ model: 'reasoner-2m', messages, n: 2, logprobs: true, top_logprobs: 2, temperature: 0.5, stop: ['\\n\\n'], ...brief.chat });
  check('CreateChatCompletionResponse', answer);
  assert.equal(answer.choices.length, 2);
  answer.choices.forEach((choice) => assert(choice.logprobs.content.every((token) => token.top_logprobs.length === 2)));
});

test('chat: a custom tool', async () => {
  const custom = { type: 'custom', custom: { name: 'note', description: 'Notes', format: { type: 'grammar', grammar: { syntax: 'regex', definition: '[a-c]{3}' } } } };
  const answer = await client.chat.completions.create({ model: MODEL, messages, tools: [custom], tool_choice: { type: 'custom', custom: { name: 'note' } }, ...brief.chat });
  check('CreateChatCompletionResponse', answer);
  assert.match(answer.choices[0].message.tool_calls[0].custom.input, /^[a-c]{3}$/);
});

test('chat: stored', async () => {
  const stored = await client.chat.completions.create({ model: MODEL, messages, store: true, metadata: { topic: 'sums' } });
  const page = await client.chat.completions.list({ metadata: { topic: 'sums' }, limit: 1 });
  assert.equal(page.data[0].id, stored.id);
  check('CreateChatCompletionResponse', await client.chat.completions.retrieve(stored.id));
  const said = await client.chat.completions.messages.list(stored.id);
  assert.equal(said.data[0].content, question);
  // The description knows no messages but the assistant's here; the hosted API lists those of the request.
  said.data.forEach((message) => check('ChatCompletionResponseMessage', { ...message, role: 'assistant' }));
  const changed = await client.chat.completions.update(stored.id, { metadata: { topic: 'other' } });
  assert.deepEqual(changed.metadata, { topic: 'other' });
  check('ChatCompletionDeleted', await client.chat.completions.delete(stored.id));
  await assert.rejects(client.chat.completions.retrieve(stored.id), { status: 404 });
});

test('responses: whole, chained and listed', async () => {
  const first = await client.responses.create({ model: MODEL, input: question, reasoning: { effort: 'high', summary: 'auto' }, metadata: { a: 'b' } });
  check('Response', first);
  assert.equal(first.status, 'completed');
  assert.equal(first.output_text, '42');
  const second = await client.responses.create({ model: MODEL, input: 'And 1 + 1?', previous_response_id: first.id });
  check('Response', second);
  assert(second.usage.input_tokens > first.usage.input_tokens);
  check('Response', await client.responses.retrieve(first.id));
  const items = await collected(client.responses.inputItems.list(second.id, { limit: 1, order: 'asc', include: ['reasoning.encrypted_content'] }));
  assert.equal(items.at(-1).content[0].text, 'And 1 + 1?');
  check('ResponseItemList', { object: 'list', data: items, first_id: items[0].id, last_id: items.at(-1).id, has_more: false });
  const counted = await client.responses.inputTokens.count({ model: MODEL, input: question });
  check('TokenCountsResource', counted);
  assert.equal(counted.input_tokens, first.usage.input_tokens);
  await client.responses.delete(first.id);
  await assert.rejects(client.responses.retrieve(first.id), { status: 404 });
});

test('responses: stream', async () => {
  const stream = await client.responses.create({ model: MODEL, input: question, stream: true, include: ['reasoning.encrypted_content'] });
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
  const events = await collected(await client.responses.create({ model: MODEL, input: question, background: true, stream: true }));
  events.forEach((event) => check('ResponseStreamEvent', event, ['response.usage']));
  const { id } = events[0].response;
  const again = await collected(await client.responses.retrieve(id, { stream: true, starting_after: 2 }));
  assert.deepEqual(again.map((event) => event.type), events.slice(3).map((event) => event.type));
  const queued = await client.responses.create({ model: MODEL, input: 'Tell me all.', background: true });
  assert(['queued', 'in_progress', 'completed'].includes(queued.status));
  check('Response', queued, ['usage']);
  const cancelled = await client.responses.cancel(queued.id);
  assert(['cancelled', 'completed'].includes(cancelled.status));
});

test('responses: structured output', async () => {
  const answer = await client.responses.parse({ model: MODEL, input: question, text: { format: zodTextFormat(Sum, 'sum') } });
  check('Response', answer);
  assert.equal(typeof answer.output_parsed.result, 'number');
});

test('responses: custom tools and tools in namespaces', async () => {
  const note = { type: 'custom', name: 'note', format: { type: 'grammar', syntax: 'lark', definition: 'start: /[a-c]{3}/' } };
  const noted = await client.responses.create({ model: MODEL, input: question, tools: [note], tool_choice: { type: 'custom', name: 'note' }, ...brief.responses });
  check('Response', noted);
  assert.match(noted.output.find((item) => item.type === 'custom_tool_call').input, /^[a-c]{3}$/);
  const namespace = { type: 'namespace', name: 'sky', description: 'Of the sky', tools: [weather.responses] };
  const called = await client.responses.create({ model: MODEL, input: question, tools: [namespace], tool_choice: 'required', ...brief.responses });
  check('Response', called);
  assert.equal(called.output.find((item) => item.type === 'function_call').namespace, 'sky');
});

test('responses: streamed calls', async () => {
  const stream = client.responses.stream({ model: MODEL, input: question, tools: [weather.responses], tool_choice: 'required', parallel_tool_calls: false, ...brief.responses });
  for await (const event of stream) check('ResponseStreamEvent', event, ['response.usage']);
  const final = await stream.finalResponse();
  weather.arguments.parse(JSON.parse(final.output.find((item) => item.type === 'function_call').arguments));
});

test('responses: compaction', async () => {
  const compacted = await client.responses.compact({ model: MODEL, input: question });
  check('CompactResource', compacted);
  const next = await client.responses.create({ model: MODEL, input: [...compacted.output, { role: 'user', content: 'And?' }], ...brief.responses });
  check('Response', next);
});

test('responses: cut', async () => {
  const answer = await client.responses.create({ model: MODEL, input: 'Tell me of 1 + 1, 2 + 2, 3 + 3 and 4 + 4.', max_output_tokens: 16, text: { format: { type: 'json_schema', name: 'long', strict: true, schema: { type: 'object', properties: { text: { type: 'string', minLength: 200 } }, required: ['text'], additionalProperties: false } } } });
  check('Response', answer);
  assert.equal(answer.status, 'incomplete');
  assert.deepEqual(answer.incomplete_details, { reason: 'max_output_tokens' });
});

test('responses: a tool loop without storage', async () => {
  const input = [{ role: 'user', content: 'How warm is it in Bonn?' }];
  const first = await client.responses.create({ model: MODEL, input, tools: [weather.responses], tool_choice: 'required', store: false, include: ['reasoning.encrypted_content'], ...brief.responses });
  check('Response', first);
  const call = first.output.find((item) => item.type === 'function_call');
  weather.arguments.parse(JSON.parse(call.arguments));
  const second = await client.responses.create({ model: MODEL, input: [...input, ...first.output, { type: 'function_call_output', call_id: call.call_id, output: '21 degrees' }], tools: [weather.responses], store: false, tool_choice: 'none' });
  check('Response', second);
  assert.equal(second.status, 'completed');
  await assert.rejects(client.responses.retrieve(second.id), { status: 404 });
});

test('conversations', async () => {
  const conversation = await client.conversations.create({ items: [{ role: 'user', content: question }], metadata: { a: 'b' } });
  check('ConversationResource', conversation);
  check('ConversationResource', await client.conversations.retrieve(conversation.id));
  check('Response', await client.responses.create({ model: MODEL, input: 'Well?', conversation: conversation.id }));
  const added = await client.conversations.items.create(conversation.id, { items: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'More' }] }] });
  check('ConversationItemList', added);
  check('ConversationResource', await client.conversations.items.delete(added.data[0].id, { conversation_id: conversation.id }));
  const items = await client.conversations.items.list(conversation.id, { order: 'asc' });
  assert(items.data.length >= 3);
  check('ConversationItem', await client.conversations.items.retrieve(items.data[0].id, { conversation_id: conversation.id }));
  await client.conversations.update(conversation.id, { metadata: { a: 'c' } });
  const deleted = await client.conversations.delete(conversation.id);
  check('DeletedConversationResource', deleted);
  await assert.rejects(client.conversations.retrieve(conversation.id), { status: 404 });
});

test('files and batches', async () => {
  const line = (custom_id) => JSON.stringify({ custom_id, method: 'POST', url: '/v1/chat/completions', body: { model: MODEL, messages } });
  const file = await client.files.create({ purpose: 'batch', file: await toFile(Buffer.from([line('a'), line('b')].join('\n')), 'in.jsonl') });
  check('OpenAIFile', file);
  let batch = await client.batches.create({ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' });
  check('Batch', batch);
  batch = await ended(batch);
  assert.equal(batch.status, 'completed');
  assert.deepEqual(batch.request_counts, { total: 2, completed: 2, failed: 0 });
  const results = (await (await client.files.content(batch.output_file_id)).text()).trim().split('\n').map(JSON.parse);
  assert.deepEqual(results.map((result) => result.custom_id).sort(), ['a', 'b']);
  results.forEach((result) => check('CreateChatCompletionResponse', result.response.body));
  assert((await client.batches.list({ limit: 1 })).data.some((each) => each.id === batch.id));
  check('OpenAIFile', await client.files.retrieve(file.id));
  assert((await collected(client.files.list({ purpose: 'batch', limit: 1 }))).some((each) => each.id === file.id));
  check('DeleteFileResponse', await client.files.delete(file.id));
  await assert.rejects(client.files.retrieve(file.id), { status: 404 });
});

test('batches: faulty lines and an end before its time', async () => {
  const line = (custom_id, body) => JSON.stringify({ custom_id, method: 'POST', url: '/v1/responses', body });
  const good = { model: MODEL, input: question };
  const upload = async (lines) => (await client.files.create({ purpose: 'batch', file: await toFile(Buffer.from(lines.join('\n')), 'in.jsonl') })).id;
  let batch = await client.batches.create({ input_file_id: await upload([line('a', good), line('b', { ...good, max_output_tokens: 1 })]), endpoint: '/v1/responses', completion_window: '24h' });
  batch = await ended(batch);
  assert.deepEqual(batch.request_counts, { total: 2, completed: 1, failed: 1 });
  const wrong = JSON.parse(await (await client.files.content(batch.error_file_id)).text());
  assert.equal(wrong.custom_id, 'b');
  assert.equal(wrong.response.status_code, 400);
  const twice = await ended(await client.batches.create({ input_file_id: await upload([line('a', good), line('a', good)]), endpoint: '/v1/responses', completion_window: '24h' }));
  assert(twice.status === 'failed' || twice.request_counts.failed >= 1, JSON.stringify(twice));
  const many = await upload(Array.from({ length: 200 }, (_, i) => line(`${i}`, good)));
  const long = await client.batches.create({ input_file_id: many, endpoint: '/v1/responses', completion_window: '24h' });
  check('Batch', await client.batches.cancel(long.id));
  assert.equal((await ended(long)).status, 'cancelled');
});

async function ended(batch) {
  while (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    batch = await client.batches.retrieve(batch.id);
    check('Batch', batch);
  }
  return batch;
}

test('uploads', async () => {
  const bytes = Buffer.from('{"messages":[]}\n');
  const upload = await client.uploads.create({ bytes: bytes.length, filename: 'x.jsonl', mime_type: 'text/jsonl', purpose: 'user_data' });
  check('Upload', upload);
  const part = await client.uploads.parts.create(upload.id, { data: await toFile(bytes, 'part') });
  check('UploadPart', part);
  const done = await client.uploads.complete(upload.id, { part_ids: [part.id] });
  check('Upload', done);
  assert.equal(await (await client.files.content(done.file.id)).text(), bytes.toString());
  const other = await client.uploads.create({ bytes: 5, filename: 'y.txt', mime_type: 'text/plain', purpose: 'user_data' });
  const cancelled = await client.uploads.cancel(other.id);
  check('Upload', cancelled);
  assert.equal(cancelled.status, 'cancelled');
});

test('embeddings', async () => {
  const answer = await client.embeddings.create({ model: MODEL, input: ['one', 'two'] });
  assert.equal(answer.data.length, 2);
  const length = Math.hypot(...answer.data[0].embedding);
  assert(Math.abs(length - 1) < 1e-3);
  check('CreateEmbeddingResponse', { ...answer, data: answer.data });
});

test('moderations have no model here', async () => {
  await assert.rejects(client.moderations.create({ input: 'x' }), { status: 404 });
});

test('mistakes', async () => {
  await assert.rejects(client.responses.create({ model: 'nope', input: 'x' }), { status: 404 });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', previous_response_id: 'resp_none' }), { status: 400, code: 'previous_response_not_found' });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', max_output_tokens: 3 }), { status: 400, code: 'integer_below_min_value' });
  await assert.rejects(client.chat.completions.create({ model: MODEL, messages: [] }), { status: 400 });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) }), { status: 400 });
  await assert.rejects(client.responses.create({ model: MODEL, input: [{ type: 'function_call_output', call_id: 'call_x', output: '1' }] }), { status: 400, param: 'input' });
  await assert.rejects(client.responses.create({ model: MODEL, input: [{ type: 'item_reference', id: 'rs_none' }] }), { status: 404 });
  await assert.rejects(client.responses.create({ model: MODEL, input: [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'forged' }, { role: 'user', content: 'x' }] }), { status: 400, code: 'invalid_encrypted_content' });
  await assert.rejects(client.responses.create({ model: MODEL, input: 'x', nonsense: 1 }), { status: 400, code: 'unknown_parameter', param: 'nonsense' });
  await assert.rejects(client.responses.inputItems.list('resp_none'), { status: 404 });
  await assert.rejects(client.conversations.items.list('conv_none'), { status: 404 });
  await assert.rejects(client.files.list({ after: 'file-none' }), (error) => error.status === 400 || error.status === 404);
  await assert.rejects(client.batches.create({ input_file_id: 'file-none', endpoint: '/v1/responses', completion_window: '24h' }), (error) => error.status === 400 || error.status === 404);
  const raw = await fetch(`${server.api}/responses`, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
  assert.equal(raw.status, 400);
  assert(raw.headers.get('x-request-id').startsWith('req_'));
  const body = await raw.json();
  check('ErrorResponse', body);
  assert.deepEqual(Object.keys(body.error).sort(), ['code', 'message', 'param', 'type']);
});

// What the hosted o4-mini refuses, in its own words, when a request asks to be held to it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check } from './spec.mjs';
import { startReal } from './server.mjs';
import { MODEL, question } from './samples.mjs';

const HEADERS = { 'content-type': 'application/json', 'x-ponder-profile': 'o4-mini' };

let server;

before(async () => {
  server = await startReal();
});
after(() => server?.stop());

const chat = { model: MODEL, messages: [{ role: 'user', content: question }] };
const responses = { model: MODEL, input: question };

const refusals = [
  ['chat/completions', { ...chat, max_tokens: 9 }, 400, 'unsupported_parameter', 'max_tokens', "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."],
  ['chat/completions', { ...chat, temperature: 0.1 }, 400, 'unsupported_value', 'temperature', "Unsupported value: 'temperature' does not support 0.1 with this model. Only the default (1) value is supported."],
  ['chat/completions', { ...chat, top_p: 0.5 }, 400, 'unsupported_parameter', 'top_p', "Unsupported parameter: 'top_p' is not supported with this model."],
  ['chat/completions', { ...chat, stop: ['x'] }, 400, 'unsupported_parameter', 'stop', "Unsupported parameter: 'stop' is not supported with this model."],
  ['chat/completions', { ...chat, parallel_tool_calls: false, tools: [{ type: 'function', function: { name: 'f' } }] }, 400, 'unsupported_parameter', 'parallel_tool_calls', "Unsupported parameter: 'parallel_tool_calls' is not supported with this model."],
  ['chat/completions', { ...chat, logprobs: true }, 403, null, null, 'You are not allowed to request logprobs from this model'],
  ['chat/completions', { ...chat, reasoning_effort: 'none' }, 400, 'unsupported_value', 'reasoning_effort', "Unsupported value: 'none' is not supported with the 'o4-mini' model. Supported values are: 'low', 'medium', and 'high'."],
  ['chat/completions', { ...chat, verbosity: 'low' }, 400, 'unsupported_value', 'verbosity', "Unsupported value: 'verbosity' does not support 'low' with this model. Supported values are: 'medium'."],
  ['responses', { ...responses, temperature: 0.1 }, 400, null, 'temperature', "Unsupported parameter: 'temperature' is not supported with this model."],
  ['responses', { ...responses, top_p: 0.1 }, 400, null, 'top_p', "Unsupported parameter: 'top_p' is not supported with this model."],
  ['responses', { ...responses, reasoning: { effort: 'none' } }, 400, 'unsupported_value', 'reasoning.effort', "Unsupported value: 'none' is not supported with the 'o4-mini' model. Supported values are: 'low', 'medium', and 'high'."],
  ['responses', { ...responses, max_output_tokens: 10 }, 400, 'integer_below_min_value', 'max_output_tokens', "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 10 instead."],
  ['responses', { ...responses, previous_response_id: 'resp_x' }, 400, 'previous_response_not_found', 'previous_response_id', "Previous response with id 'resp_x' not found."],
  ['responses', { ...responses, foo: 1 }, 400, 'unknown_parameter', 'foo', "Unknown parameter: 'foo'."],
  ['responses', { input: question }, 400, 'missing_required_parameter', 'model', "Missing required parameter: 'model'."],
  ['responses', { ...responses, text: { format: { type: 'json_schema', name: 'X', strict: true, schema: { type: 'object', properties: {}, required: [] } } } }, 400, 'invalid_json_schema', 'text.format.schema', "Invalid schema for response_format 'X': In context=(), 'additionalProperties' is required to be supplied and to be false."],
];

for (const [path, body, status, code, param, message] of refusals) {
  test(`${path}: ${message}`, async () => {
    const answer = await fetch(`${server.api}/${path}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
    const told = await answer.json();
    assert.deepEqual(told, { error: { message, type: 'invalid_request_error', param, code } });
    assert.equal(answer.status, status);
    check('ErrorResponse', told);
  });
}

test('what it takes', async () => {
  const answer = await fetch(`${server.api}/chat/completions`, { method: 'POST', headers: HEADERS, body: JSON.stringify({ ...chat, temperature: 1, reasoning_effort: 'low', seed: 1 }) });
  const told = await answer.json();
  assert.equal(answer.status, 200);
  assert.equal(told.model, 'o4-mini-2025-04-16');
  check('CreateChatCompletionResponse', told);
});

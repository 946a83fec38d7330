// Frameworks that people reach models through: LangChain, Vercel's AI SDK and OpenAI's for agents.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatAnthropic } from '@langchain/anthropic';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, tool as agentTool } from '@openai/agents';
import OpenAI from 'openai';
import { embedMany, generateText, generateObject, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { startReal } from './server.mjs';
import { MODEL, Sum, question, weather } from './samples.mjs';

let server;

before(async () => {
  server = await startReal();
});
after(() => server?.stop());

function chat(options) {
  return new ChatOpenAI({ model: MODEL, apiKey: 'any', maxRetries: 0, configuration: { baseURL: server.api }, ...options });
}

for (const useResponsesApi of [false, true]) {
  const way = useResponsesApi ? 'responses' : 'chat';

  test(`langchain ${way}: whole and streamed`, async () => {
    const model = chat({ useResponsesApi });
    assert((await model.invoke(question)).text.length > 0);
    let text = '';
    for await (const chunk of await model.stream(question)) text += chunk.text;
    assert(text.length > 0);
  });

  test(`langchain ${way}: calls and structured output`, async () => {
    const model = chat({ useResponsesApi, maxTokens: 600, reasoning: { effort: 'low' } });
    // By name: towards the Responses API this version leaves out 'required'.
    const called = await model.bindTools([weather.chat], { tool_choice: 'weather' }).invoke(question);
    weather.arguments.parse(called.tool_calls[0].args);
    Sum.parse(await model.withStructuredOutput(Sum, { method: 'jsonSchema', strict: true }).invoke(question));
  });

  test(`ai sdk ${way}: text, stream, object and a tool loop`, async () => {
    const provider = createOpenAI({ baseURL: server.api, apiKey: 'any' });
    const model = useResponsesApi ? provider.responses(MODEL) : provider.chat(MODEL);
    assert((await generateText({ model, prompt: question, maxRetries: 0 })).text.length > 0);
    let text = '';
    for await (const delta of streamText({ model, prompt: question, maxRetries: 0 }).textStream) text += delta;
    assert(text.length > 0);
    const { object } = await generateObject({ model, schema: Sum, prompt: question, maxRetries: 0 });
    assert.equal(typeof object.result, 'number');
    const loop = await generateText({
      model,
      prompt: question,
      maxRetries: 0,
      stopWhen: stepCountIs(3),
      prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber === 0 ? 'required' : 'none' }),
      tools: { weather: tool({ description: 'Forecast', inputSchema: jsonSchema(weather.chat.function.parameters), execute: async () => '21 degrees' }) },
    });
    assert(loop.steps.length >= 2);
    assert(loop.steps[0].toolCalls.length >= 1);
  });
}

test('langchain: embeddings', async () => {
  const embeddings = new OpenAIEmbeddings({ model: MODEL, apiKey: 'any', configuration: { baseURL: server.api } });
  assert((await embeddings.embedDocuments(['one', 'two'])).length === 2);
});

test('langchain: anthropic', async () => {
  const model = new ChatAnthropic({ model: MODEL, apiKey: 'any', maxTokens: 800, maxRetries: 0, anthropicApiUrl: server.origin });
  assert((await model.invoke(question)).text.length > 0);
  const called = await model.bindTools([weather.anthropic], { tool_choice: 'any' }).invoke(question);
  weather.arguments.parse(called.tool_calls[0].args);
});

test('ai sdk: reasoning that is not stored goes back sealed', async () => {
  const provider = createOpenAI({ baseURL: server.api, apiKey: 'any' });
  const openai = { store: false, include: ['reasoning.encrypted_content'], reasoningEffort: 'low', reasoningSummary: 'auto' };
  const first = await generateText({ model: provider.responses(MODEL), prompt: question, providerOptions: { openai }, maxRetries: 0 });
  const messages = [{ role: 'user', content: question }, ...first.response.messages, { role: 'user', content: 'And 1 + 1?' }];
  const second = await generateText({ model: provider.responses(MODEL), messages, providerOptions: { openai }, maxRetries: 0 });
  assert(second.text.length > 0);
});

test('ai sdk: embeddings', async () => {
  const provider = createOpenAI({ baseURL: server.api, apiKey: 'any' });
  assert.equal((await embedMany({ model: provider.embedding(MODEL), values: ['one', 'two'], maxRetries: 0 })).embeddings.length, 2);
});

test('ai sdk: anthropic, and any that is compatible', async () => {
  const models = [
    createAnthropic({ baseURL: server.api, apiKey: 'any' })(MODEL),
    createOpenAICompatible({ name: 'ponder', baseURL: server.api, apiKey: 'any' })(MODEL),
  ];
  for (const model of models) {
    const tools = { weather: tool({ description: 'Forecast', inputSchema: jsonSchema(weather.chat.function.parameters), execute: async () => '21 degrees' }) };
    const loop = await generateText({
      model,
      prompt: question,
      maxOutputTokens: 400,
      providerOptions: { anthropic: { disableParallelToolUse: true } },
      maxRetries: 0,
      tools,
      stopWhen: stepCountIs(2),
      prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber === 0 ? 'required' : 'none' }),
    });
    assert.equal(loop.steps[0].toolCalls[0].toolName, 'weather');
    let text = '';
    for await (const delta of streamText({ model, prompt: question, maxRetries: 0 }).textStream) text += delta;
    assert(text.length > 0);
  }
});

for (const [way, Model] of [['chat', OpenAIChatCompletionsModel], ['responses', OpenAIResponsesModel]]) {
  test(`openai agents ${way}: a tool loop, whole and streamed`, async () => {
    const client = new OpenAI({ baseURL: server.api, apiKey: 'any', maxRetries: 0 });
    let calls = 0;
    const forecast = agentTool({ name: 'weather', description: 'Forecast', parameters: weather.arguments, execute: async () => `${++calls} degrees` });
    const agent = new Agent({
      name: 'forecaster',
      instructions: 'Look at the weather.',
      model: new Model(client, MODEL),
      tools: [forecast],
      modelSettings: { toolChoice: 'required', parallelToolCalls: false, reasoning: { effort: 'low' } },
    });
    const runner = new Runner({ tracingDisabled: true });
    assert.equal(typeof (await runner.run(agent, question)).finalOutput, 'string');
    const streamed = await runner.run(agent, question, { stream: true });
    for await (const _ of streamed);
    await streamed.completed;
    assert.equal(calls, 2);
  });
}

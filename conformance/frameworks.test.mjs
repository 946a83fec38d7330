// Frameworks that people reach models through: LangChain and Vercel's AI SDK.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { ChatAnthropic } from '@langchain/anthropic';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { generateText, generateObject, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { start } from './server.mjs';
import { MODEL_FILE, MODEL, Sum, question, weather } from './samples.mjs';

let server;

before(async () => {
  server = await start('--model', MODEL_FILE);
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

// What the tests ask for.
import { z } from 'zod';

export const MODEL = 'o4-mini';

export const question = 'What is 12 + 30?';

// Little thought, and room for what must follow it: a model that says nothing sensible gets there too.
export const brief = {
  chat: { reasoning_effort: 'low', max_completion_tokens: 600 },
  responses: { reasoning: { effort: 'low' }, max_output_tokens: 600 },
};

/// All that an iterable gives, over all pages.
export async function collected(iterable) {
  const all = [];
  for await (const each of await iterable) all.push(each);
  return all;
}

export const Sum = z.object({ expression: z.string().max(20), result: z.number(), steps: z.array(z.string().max(10)).max(2) });

const parameters = {
  type: 'object',
  properties: { city: { type: 'string', enum: ['Bonn', 'Berlin'] }, days: { type: 'integer', minimum: 1, maximum: 9 } },
  required: ['city', 'days'],
  additionalProperties: false,
};

export const weather = {
  arguments: z.object({ city: z.enum(['Bonn', 'Berlin']), days: z.number().int().min(1).max(9) }).strict(),
  chat: { type: 'function', function: { name: 'weather', description: 'Forecast', parameters, strict: true } },
  responses: { type: 'function', name: 'weather', description: 'Forecast', parameters, strict: true },
  anthropic: { name: 'weather', description: 'Forecast', input_schema: parameters },
};

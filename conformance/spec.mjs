// Validates what the server sends against the OpenAPI description that OpenAI publishes. The
// description is not part of this project: PONDER_OPENAPI names the file; without it nothing is
// validated, and the tests say so.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const file = process.env.PONDER_OPENAPI;
const ajv = file ? compiler(readFileSync(file, 'utf8')) : undefined;

export const described = ajv !== undefined;

/// Throws when `value` is not what the description calls `name`. `nulls` are paths such as
/// `response.usage` at which the hosted API sends null, though its description has no null there.
export function check(name, value, nulls = []) {
  if (!ajv) return;
  const validate = ajv.getSchema(`openai#/components/schemas/${name}`);
  if (!validate) throw new Error(`the description has no schema ${name}`);
  const held = structuredClone(value);
  nulls.forEach((path) => drop(held, path.split('.')));
  if (validate(held)) return;
  const told = validate.errors.slice(0, 5).map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
  throw new Error(`not a ${name}: ${told.join('; ')}\n${JSON.stringify(value).slice(0, 2000)}`);
}

function drop(node, [first, ...rest]) {
  if (node === null || typeof node !== 'object') return;
  if (rest.length > 0) drop(node[first], rest);
  else if (node[first] === null) delete node[first];
}

function compiler(text) {
  const document = parse(text, { maxAliasCount: -1 });
  const compiler = new Ajv({ strict: false, allErrors: false, validateFormats: false, discriminator: false });
  compiler.addSchema({ $id: 'openai', components: { schemas: plain(document.components.schemas) } });
  return compiler;
}

// OpenAPI 3.0's `nullable` and references from the root, as JSON Schema 2020-12 knows them.
function plain(node) {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== 'object') return node;
  const copy = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'nullable' || key === 'discriminator' || key === 'example' || key === 'examples') continue;
    copy[key] = key === '$ref' && value.startsWith('#') ? `openai${value}` : plain(value);
  }
  return node.nullable === true ? { anyOf: [copy, { type: 'null' }] } : copy;
}

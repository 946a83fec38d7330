// OpenAI's client for Python, where it is installed. PONDER_PYTHON names the Python; python3 otherwise.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startReal } from './server.mjs';

const PYTHON = process.env.PONDER_PYTHON ?? 'python3';
const skip = spawnSync(PYTHON, ['-c', 'import openai'], { stdio: 'ignore' }).status === 0 ? false : `${PYTHON} has no openai`;

let server;

before(async () => {
  if (!skip) server = await startReal();
});
after(() => server?.stop());

test('the client for Python', { skip }, async () => {
  const child = spawn(PYTHON, [fileURLToPath(new URL('python_client.py', import.meta.url)), server.api], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, output);
});

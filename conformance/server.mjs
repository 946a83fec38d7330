// Starts the server under test.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MODEL_FILE = process.env.PONDER_MODEL_FILE ?? new URL('../app/src/test/resources/reasoner-2m/model.gguf', import.meta.url).pathname;
const READY = /^Ready at (\S+)$/m;
const PATIENCE_MILLIS = 120_000;

/// Starts `ponder serve` with those arguments on a free port and state of its own.
/// PONDER names the program; ../ponder otherwise.
export function start(...args) {
  return started(mkdtempSync(join(tmpdir(), 'ponder-conformance-')), args);
}

/// Starts it with a real model, which is too small to be sensible on every roll of dice: unless asked
/// otherwise it says what is likeliest, so that the same question has the same answer.
export function startReal() {
  const folder = mkdtempSync(join(tmpdir(), 'ponder-conformance-'));
  const models = join(folder, 'models');
  mkdirSync(models);
  copyFileSync(MODEL_FILE, join(models, 'reasoner-2m.gguf'));
  writeFileSync(join(models, 'ponder.conf'), '[reasoner-2m]\ntemperature = 0\n');
  return started(folder, ['--models', models, '--model', 'reasoner-2m']);
}

async function started(folder, args) {
  const state = join(folder, 'state');
  const program = process.env.PONDER ?? new URL('../ponder', import.meta.url).pathname;
  const child = spawn(program, ['serve', '--port', '0', '--state', state, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const origin = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => (child.kill(), reject(new Error(`not ready: ${output}`))), PATIENCE_MILLIS);
    child.stdout.on('data', () => READY.test(output) && (clearTimeout(timer), resolve(READY.exec(output)[1])));
    child.on('exit', (code) => (clearTimeout(timer), reject(new Error(`ended with ${code}: ${output}`))));
  });
  return {
    origin,
    api: `${origin}/v1`,
    output: () => output,
    stop: () => new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', () => (rmSync(folder, { recursive: true, force: true }), resolve()));
      child.kill('SIGTERM');
    }),
  };
}

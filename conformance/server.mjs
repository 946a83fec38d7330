// Starts the server under test.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY = /^Ready at (\S+)$/m;
const PATIENCE_MILLIS = 120_000;

/// Starts `ponder serve` with those arguments on a free port and state of its own.
/// PONDER names the program; ../ponder otherwise.
export async function start(...args) {
  const state = mkdtempSync(join(tmpdir(), 'ponder-conformance-'));
  const program = process.env.PONDER ?? new URL('../ponder', import.meta.url).pathname;
  const child = spawn(program, ['serve', '--port', '0', '--state', state, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const origin = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready: ${output}`)), PATIENCE_MILLIS);
    child.stdout.on('data', () => READY.test(output) && (clearTimeout(timer), resolve(READY.exec(output)[1])));
    child.on('exit', (code) => (clearTimeout(timer), reject(new Error(`ended with ${code}: ${output}`))));
  });
  return {
    origin,
    api: `${origin}/v1`,
    output: () => output,
    stop: () => new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', () => (rmSync(state, { recursive: true, force: true }), resolve()));
      child.kill('SIGTERM');
    }),
  };
}

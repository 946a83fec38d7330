// Agents that others wrote, each asked to have a file written by a command of its own: they call a
// tool, see its result and finish. The model is scripted; what is tested is all between. An agent
// that is not installed is skipped: it is looked for on the PATH and where npm puts programs.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './server.mjs';

const PATIENCE_MILLIS = 240_000;
const SCRIPT = fileURLToPath(new URL('agents.json', import.meta.url));
const PROGRAMS = fileURLToPath(new URL('node_modules/.bin', import.meta.url));
const PATH = [PROGRAMS, dirname(process.execPath), process.env.PATH].join(delimiter);
const TASK = 'Write the answer into answer.txt';

let server;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ponder-agents-'));
  server = await start('--model', `scripted:${SCRIPT}`);
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function installed(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH } }).status === 0 ? false : `${program} is not installed`;
}

/// Runs an agent in an empty folder, with a home of its own and nothing of this environment but the
/// path, and expects that it wrote the file and said so.
async function completes(name, { files = {}, environment = {}, command }) {
  const home = join(folder, name, 'home');
  const work = join(folder, name, 'work');
  [home, work].forEach((each) => mkdirSync(each, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  const child = spawn(command[0], command.slice(1), { cwd: work, env: { PATH, HOME: home, ...environment }, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_MILLIS });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (errors += data));
  const code = await new Promise((resolve, reject) => (child.on('close', resolve), child.on('error', reject)));
  const told = `${output}\n${errors}\n${server.output().slice(-2000)}`;
  assert.equal(code, 0, told);
  assert(existsSync(join(work, 'answer.txt')), told);
  assert.equal(readFileSync(join(work, 'answer.txt'), 'utf8').trim(), 'forty-two');
  assert.match(output, /All is written\./, told);
}

for (const [way, webSockets] of [['HTTP', false], ['a WebSocket', true]]) {
  test(`Codex over ${way}`, { skip: installed('codex') }, async () => {
    const since = server.output().length;
    await completes(`codex-${webSockets}`, {
      files: {
        'home/.codex/config.toml': `
          model = "o4-mini"
          model_provider = "ponder"
          check_for_update_on_startup = false

          [analytics]
          enabled = false

          [model_providers.ponder]
          name = "Ponder"
          base_url = "${server.api}"
          wire_api = "responses"
          supports_websockets = ${webSockets}
        `,
      },
      command: ['codex', 'exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', TASK],
    });
    assert.equal(/\/v1\/responses 101 /.test(server.output().slice(since)), webSockets);
  });
}

test('Claude Code', { skip: installed('claude') }, () =>
  completes('claude', {
    environment: {
      ANTHROPIC_BASE_URL: server.origin,
      ANTHROPIC_AUTH_TOKEN: 'any',
      ANTHROPIC_MODEL: 'o4-mini',
      ANTHROPIC_DEFAULT_HAIKU_MODEL: 'o4-mini',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      IS_SANDBOX: '1', // Lets it skip its questions where it runs as root.
    },
    command: ['claude', '-p', '--dangerously-skip-permissions', TASK],
  }));

for (const [name, npm] of [['chat', '@ai-sdk/openai-compatible'], ['responses', '@ai-sdk/openai']]) {
  test(`opencode by ${name}`, { skip: installed('opencode') }, () =>
    completes(`opencode-${name}`, {
      files: {
        'work/opencode.json': JSON.stringify({
          model: 'ponder/o4-mini',
          small_model: 'ponder/o4-mini',
          autoupdate: false,
          share: 'disabled',
          permission: 'allow',
          provider: {
            ponder: {
              npm,
              name: 'Ponder',
              options: { baseURL: server.api, apiKey: 'any' },
              models: { 'o4-mini': { name: 'o4-mini', limit: { context: 128_000, output: 32_000 } } },
            },
          },
        }),
      },
      environment: { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_LSP_DOWNLOAD: '1', OPENCODE_DISABLE_MODELS_FETCH: '1' },
      command: ['opencode', 'run', TASK],
    }));
}

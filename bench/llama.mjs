// Measures llama.cpp through node-llama-cpp as `ponder bench --json` measures Ponder: prompts of
// mixed words, then greedy generation behind them, one run as warm-up and the rest counted.
//
// Usage: node llama.mjs PACKAGE_FOLDER MODEL JSON, with {"threads": 2, "prompt": 512, "generate":
// 128, "repetitions": 3, "cacheType": "f16", "promptOnce": false, "streams": [1, 8]}. With streams,
// those are measured in place of a single sequence.
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, modelPath, json] = process.argv.slice(2);
const { threads, prompt, generate, repetitions, cacheType, promptOnce, streams } = JSON.parse(json);
const entry = path.join(folder, "node_modules", "node-llama-cpp", "dist", "index.js");
const { getLlama } = await import(pathToFileURL(entry).href);

const llama = await getLlama({
  gpu: false,
  build: "never",
  progressLogs: false,
  logLevel: "error",
  maxThreads: threads,
});
const model = await llama.loadModel({ modelPath });

// The context size is that of each sequence.
const context = (sequences) =>
  model.createContext({
    contextSize: prompt + generate + 8,
    sequences,
    batchSize: 512,
    threads,
    flashAttention: true,
    experimentalKvCacheKeyType: cacheType.toUpperCase(),
    experimentalKvCacheValueType: cacheType.toUpperCase(),
  });

const greedy = { temperature: 0, yieldEogToken: true };
const seconds = (from, to) => Number(to - from) / 1e9;
const now = () => process.hrtime.bigint();

// Ordinary words, so that no token has a meaning to the library.
const words = model.tokenize(" the quick brown fox jumps over a lazy dog and runs");
let state = 42;
const random = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const someWords = () => Array.from({ length: prompt }, () => words[random(words.length)]);

const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
};

// One sequence: the prompt, then the tokens behind it.
const single = async () => {
  const sequence = (await context(1)).getSequence();
  const text = someWords();
  const read = async () => {
    await sequence.clearHistory();
    const start = now();
    await sequence.evaluateWithoutGeneratingNewTokens(text);
    return prompt / seconds(start, now());
  };
  const write = async () => {
    const start = now();
    let count = 0;
    for await (const _ of sequence.evaluate([text[prompt - 1]], greedy)) {
      if (++count === generate) {
        return generate / seconds(start, now());
      }
    }
  };
  const speeds = { prompt: [], generation: [] };
  let reading = await read();
  await write();
  for (let run = 0; run < repetitions; run++) {
    if (promptOnce) {
      await sequence.eraseContextTokenRanges([{ start: prompt, end: sequence.nextTokenIndex }]);
    } else {
      reading = await read();
    }
    speeds.prompt.push(reading);
    speeds.generation.push(await write());
  }
  return {
    prompt_tokens_per_second: spread(speeds.prompt),
    generation_tokens_per_second: spread(speeds.generation),
  };
};

// So many sequences at once. All ask for their next token together, so that each step is one batch
// of all of them: left alone, the library starts a batch before the slowest sampler is done.
const sideBySide = async (sequences) => {
  const start = now();
  const writers = sequences.map((sequence) => sequence.evaluate(someWords(), greedy));
  const step = () => Promise.all(writers.map((writer) => writer.next()));
  await step();
  const first = now();
  for (let token = 1; token < generate; token++) {
    await step();
  }
  const last = now();
  await Promise.all(writers.map((writer) => writer.return()));
  await Promise.all(sequences.map((sequence) => sequence.clearHistory()));
  return {
    together: (sequences.length * generate) / seconds(start, last),
    writing: (sequences.length * (generate - 1)) / seconds(first, last),
  };
};

const level = async (count) => {
  const all = await context(count);
  const sequences = Array.from({ length: count }, () => all.getSequence());
  const runs = [];
  for (let run = 0; run <= repetitions; run++) {
    runs.push(await sideBySide(sequences));
  }
  await all.dispose();
  const counted = runs.slice(1);
  return {
    streams: count,
    prompt_tokens: prompt,
    generated_tokens: generate,
    tokens_per_second: spread(counted.map((run) => run.together)),
    generation_tokens_per_second: spread(counted.map((run) => run.writing)),
  };
};

const result = {};
if (streams.length > 0) {
  result.streams = [];
  for (const count of streams) {
    result.streams.push(await level(count));
  }
} else {
  Object.assign(result, await single());
}
console.log(JSON.stringify(result));
process.exit(0);

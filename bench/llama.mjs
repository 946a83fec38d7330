// Measures llama.cpp through node-llama-cpp as `ponder bench --json` measures Ponder: a prompt of
// random tokens, then greedy generation behind it, one run as warm-up and the rest counted.
// Usage: node llama.mjs PACKAGE_FOLDER MODEL THREADS PROMPT GENERATE REPETITIONS
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, modelPath, ...numbers] = process.argv.slice(2);
const [threads, promptLength, generated, repetitions] = numbers.map(Number);
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
const context = await model.createContext({
  contextSize: promptLength + generated + 8,
  batchSize: 512,
  threads,
  flashAttention: true,
});
const sequence = context.getSequence();

// Ordinary words, so that no token has a meaning to the library.
const words = model.tokenize(" the quick brown fox jumps over a lazy dog and runs".repeat(promptLength));
const prompt = words.slice(0, promptLength);
const last = prompt[promptLength - 1];

const seconds = async (work) => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

const generate = async () => {
  let count = 0;
  for await (const _ of sequence.evaluate([last], { temperature: 0, yieldEogToken: true })) {
    if (++count === generated) {
      return;
    }
  }
};

const speeds = { prompt: [], generation: [] };
for (let run = 0; run <= repetitions; run++) {
  await sequence.clearHistory();
  const prompted = await seconds(() => sequence.evaluateWithoutGeneratingNewTokens(prompt));
  const answered = await seconds(generate);
  if (run > 0) {
    speeds.prompt.push(promptLength / prompted);
    speeds.generation.push(generated / answered);
  }
}

const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
};

console.log(
  JSON.stringify({
    prompt_tokens_per_second: spread(speeds.prompt),
    generation_tokens_per_second: spread(speeds.generation),
  }),
);
process.exit(0);

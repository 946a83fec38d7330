// Prints the rows of one model for compare.sh: each figure is the median over the turns of their
// medians, and of streams side by side also how many times as much as of a single one.
//
// Usage: node rows.mjs NAME PONDER LLAMA, files with one JSON result per line and turn.
import { readFileSync } from "node:fs";

const [name, ...files] = process.argv.slice(2);
const [ponder, llama] = files.map((file) =>
  readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)),
);

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

// Of the results of one engine, that figure.
const figure = (turns, pick) => median(turns.map((turn) => pick(turn).median));
const row = (...cells) => console.log(`| ${[name, ...cells].join(" | ")} |`);
const ratio = (ours, theirs) => (ours / theirs).toFixed(2);

const single = (key) => (turn) => turn[`${key}_tokens_per_second`];
const stream = (index, key) => (turn) => turn.streams[index][key];

if (ponder[0].streams === undefined) {
  for (const part of ["prompt", "generation"]) {
    const [ours, theirs] = [ponder, llama].map((turns) => figure(turns, single(part)));
    row(part, ours.toFixed(1), theirs.toFixed(1), ratio(ours, theirs));
  }
} else {
  const parts = [
    ["with prompts", "tokens_per_second"],
    ["generation", "generation_tokens_per_second"],
  ];
  for (const [part, key] of parts) {
    ponder[0].streams.forEach(({ streams }, index) => {
      const [ours, theirs] = [ponder, llama].map((turns) => figure(turns, stream(index, key)));
      const [one, other] = [ponder, llama].map((turns) => figure(turns, stream(0, key)));
      row(
        `${streams} at once, ${part}`,
        ours.toFixed(1),
        ratio(ours, one),
        theirs.toFixed(1),
        ratio(theirs, other),
        ratio(ours, theirs),
      );
    });
  }
}

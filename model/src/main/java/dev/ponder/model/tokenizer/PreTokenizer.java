package dev.ponder.model.tokenizer;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How byte-level tokenizers cut text into the words within which tokens are merged, by the names
/// of `tokenizer.ggml.pre`.
///
/// Each family is the list of regular expressions that its makers published: the first cuts the
/// text into its matches and what lies between them, the next cuts each of these pieces, and so on.
/// Where a possessive quantifier changes nothing it is written as a greedy one.
enum PreTokenizer {
  GPT2(Expressions.GPT2),
  SINGLE_DIGITS("\\p{N}", Expressions.GPT2),
  LLAMA3(Expressions.words("\\p{N}{1,3}")),
  CL100K(Expressions.words("\\p{N}{1,3}")),
  QWEN2(Expressions.words("\\p{N}")),
  QWEN35(
      Expressions.CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|"
          + Expressions.SPACES),
  O200K(Expressions.cased("", Expressions.CONTRACTION + "?", "\\p{N}{1,3}", "[\\r\\n/]*")),
  GRANITE_EMBEDDING(
      Expressions.cased("", Expressions.CONTRACTION + "?", "\\p{N}{1,3}", "[\\r\\n/]*")),
  TEKKEN(Expressions.cased("", "", "\\p{N}", "[\\r\\n/]*")),
  TINY_AYA(
      Expressions.THOUSANDS_OF_NO_WORD,
      Expressions.cased("", Expressions.CONTRACTION + "?", "\\p{N}{1,3}", "[\\r\\n/]*")),
  KIMI_K2(
      "[\\p{Han}]+|"
          + Expressions.cased(
              "&&[^\\p{Han}]", Expressions.CONTRACTION + "?", "\\p{N}{1,3}", "[\\r\\n]*")),
  YOUTU(
      "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+",
      Expressions.cased("", Expressions.CONTRACTION + "?", "\\p{N}", "[\\r\\n/]*")),
  DEEPSEEK_LLM(
      "[\\r\\n]",
      "\\s?[" + Expressions.CASED_ALPHABETS + "]+",
      "\\s?[!-/:-~！-／：-～‘-‟　-。]+",
      Expressions.TRAILING_SPACE,
      "[一-龥ࠀ-一가-퟿]+",
      "\\p{N}+"),
  DEEPSEEK_CODER("[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", "[一-龥ࠀ-一가-퟿]+", "\\p{N}"),
  DEEPSEEK_V3(
      "\\p{N}{1,3}",
      "[一-龥぀-ゟ゠-ヿ]+",
      Expressions.ASCII_PREFIXED + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|" + Expressions.SPACES),
  SPARK(
      "\\p{N}{1,3}",
      "[一-龥぀-ゟ゠-ヿ]+",
      Expressions.ASCII_PREFIXED + "| ?[\\p{P}\\p{S}]+|[\\r\\n]|\\s+(?!\\S)|\\s+",
      "\\p{N}"),
  AFMOE(
      Expressions.THOUSANDS_OF_NUMBERS,
      "[一-鿿㐀-䶿\uF900-\uFAFF぀-ゟ゠-ヿ･-ﾟ⼀-⿟เ-๿຀-໿ក-៿က-႟ꩠ-ꩿꧠ-꧿가-힯ᄀ-ᇿ]+",
      Expressions.ASCII_PREFIXED + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|" + Expressions.SPACES),
  FALCON("[\\p{P}$+<=>^~|`]+", Expressions.GPT2, "[0-9][0-9][0-9]"),
  DEFAULT("[\\p{P}$+<=>^~|]+", Expressions.GPT2, "\\p{N}+", "[0-9][0-9][0-9]"),
  BLOOM(Expressions.BLOOM),
  VIKING(Expressions.BLOOM, "\\p{N}"),
  CHAMELEON(
      "<sentinel:[0-9]+>",
      "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z",
      "([\\t\\n]|    |  )",
      "\\p{N}",
      "[\\p{P}!-/:-@\\[-`{-~]",
      Expressions.GPT2),
  SUPERBPE("\\p{N}+", Expressions.THOUSANDS),
  BAILING(
      "'(?i:s|d|m|t|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
          + "|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
  SEED_CODER(
      Expressions.CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}\\r\\n]+|"
          + Expressions.SPACES),
  UFAKZEKA(
      "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|" + Expressions.SPACES),
  /// No words: models of this kind merge across whole lines of text.
  LINES("[^\\n]+|[\\n]+"),
  LAGUNA("[^\\n]+|[\\n]+", Expressions.words("\\p{N}")),
  EXAONE_MOE(
      Expressions.CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
  MINICPM5("\\p{N}{1,3}", Expressions.words("\\p{N}+"));

  private static final Map<String, PreTokenizer> BY_NAME =
      Stream.of(
              names(GPT2, "gpt-2 phi-2 gigachat a.x-4.0 mellum exaone4 modern-bert mpt olmo jais"),
              names(GPT2, "trillion granite-docling roberta-bpe jina-es jina-de jina-v1-en"),
              names(GPT2, "jina-v2-es jina-v2-de jina-v2-code"),
              names(SINGLE_DIGITS, "smollm starcoder refact command-r codeshell exaone"),
              names(SINGLE_DIGITS, "minerva-7b mellum2"),
              names(LLAMA3, "llama-bpe llama3 llama-v3 falcon3 falcon-h1 pixtral midm-2.0 lfm2"),
              names(LLAMA3, "jina-v5-nano"),
              names(CL100K, "smaug-bpe dbrx chatglm-bpe glm4"),
              names(QWEN2, "qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan"),
              names(QWEN2, "solar-open grok-2"),
              names(QWEN35, "qwen35"),
              names(O200K, "gpt-4o llama4 kanana2 talkie minimax-m2"),
              names(GRANITE_EMBEDDING, "granite-embed-multi-97m"),
              names(TEKKEN, "tekken"),
              names(TINY_AYA, "tiny_aya cohere2moe"),
              names(KIMI_K2, "kimi-k2"),
              names(YOUTU, "youtu"),
              names(DEEPSEEK_LLM, "deepseek-llm"),
              names(DEEPSEEK_CODER, "deepseek-coder"),
              names(DEEPSEEK_V3, "deepseek-v3 hunyuan-dense joyai-llm hy_v4"),
              names(SPARK, "spark2_5"),
              names(AFMOE, "afmoe"),
              names(FALCON, "falcon"),
              names(DEFAULT, "default"),
              names(BLOOM, "bloom poro-chat gpt3-finnish"),
              names(VIKING, "viking"),
              names(CHAMELEON, "chameleon"),
              names(SUPERBPE, "superbpe"),
              names(BAILING, "bailingmoe bailingmoe2 llada-moe"),
              names(SEED_CODER, "seed-coder"),
              names(UFAKZEKA, "ufakzeka"),
              names(LINES, "gemma4 granite-embed-multi-311m sarvam-moe"),
              names(LAGUNA, "laguna"),
              names(EXAONE_MOE, "exaone-moe"),
              names(MINICPM5, "minicpm5"))
          .flatMap(Function.identity())
          .collect(Collectors.toUnmodifiableMap(Named::name, Named::rule));

  private static final Set<PreTokenizer> KNOWING_WHOLE_WORDS =
      EnumSet.of(LLAMA3, TEKKEN, YOUTU, MINICPM5, GRANITE_EMBEDDING);
  private static final Set<PreTokenizer> BEGINNING_WITH_A_TOKEN =
      EnumSet.of(LLAMA3, TEKKEN, CHAMELEON, LINES);

  private final List<String> expressions;

  PreTokenizer(String... expressions) {
    this.expressions = List.of(expressions);
  }

  private record Named(String name, PreTokenizer rule) {}

  private static Stream<Named> names(PreTokenizer rule, String names) {
    return Stream.of(names.split(" ")).map(name -> new Named(name, rule));
  }

  /// The pre-tokenizer of that name.
  static Optional<PreTokenizer> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// Whether the models take a word that is in the vocabulary for that token, however its bytes
  /// would merge.
  BytePairEncoder.WholeWords wholeWords() {
    return KNOWING_WHOLE_WORDS.contains(this)
        ? BytePairEncoder.WholeWords.FIRST
        : BytePairEncoder.WholeWords.MERGED;
  }

  /// What the models merge.
  BytePairEncoder.Symbols symbols() {
    return this == LINES ? BytePairEncoder.Symbols.CHARACTERS : BytePairEncoder.Symbols.BYTES;
  }

  /// Whether texts start with a token where the file does not say.
  TokenTable.BeginOfText beginOfText() {
    return BEGINNING_WITH_A_TOKEN.contains(this)
        ? TokenTable.BeginOfText.WANTED
        : TokenTable.BeginOfText.UNWANTED;
  }

  /// The expressions, in the order in which they cut.
  List<String> expressions() {
    return expressions;
  }

  /// Compiles the expressions, which takes some milliseconds.
  Splitter splitter() {
    return new Splitter(expressions.stream().map(PreTokenizer::cut).toList());
  }

  private static Cut cut(String expression) {
    return switch (expression) {
      case Expressions.TRAILING_SPACE -> new Cut.TrailingSpace();
      case Expressions.THOUSANDS ->
          new Cut.Thousands(Character::isDigit, Cut.Thousands.Outside.GLUED);
      case Expressions.THOUSANDS_OF_NUMBERS ->
          new Cut.Thousands(CharacterSets.property("N"), Cut.Thousands.Outside.CUT);
      case Expressions.THOUSANDS_OF_NO_WORD ->
          new Cut.Thousands(Character::isDigit, Cut.Thousands.Outside.CUT_UNLESS_WORD);
      default -> new Cut.Matches(Automaton.of(expression));
    };
  }

  /// What several families have in common.
  private static final class Expressions {
    static final String CONTRACTION = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    static final String SPACES = "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    static final String GPT2 =
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    static final String BLOOM = " ?[^(\\s|.,!?…。，、।۔،)]+";
    static final String ASCII_PREFIXED =
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
            + "|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+";

    // These look further ahead than an automaton here does.
    static final String TRAILING_SPACE = "\\s+$";
    static final String THOUSANDS = "(?=(\\d{3})+(?!\\d))";
    static final String THOUSANDS_OF_NUMBERS = "\\p{N}{1,3}(?=(?:\\p{N}{3})*(?!\\p{N}))";
    static final String THOUSANDS_OF_NO_WORD = "\\d{1,3}(?=(?:\\d{3})*\\b)";

    /// Letters of the alphabets that have cases, as of the Unicode version of their makers.
    static final String CASED_ALPHABETS =
        "A-Za-z"
            + "\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293"
            + "\u0295-\u02AF\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u038A"
            + "\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556"
            + "\u10A0-\u10C5\u13A0-\u13F5\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B"
            + "\u1D6B-\u1D77\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D"
            + "\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE"
            + "\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4"
            + "\u1FF6-\u1FFC\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128"
            + "\u212A-\u212D\u212F-\u2134\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184"
            + "\u2C00-\u2C7B\u2C7E-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B"
            + "\uA722-\uA76F\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF\uFB00-\uFB06\uFB13-\uFB17"
            + "\uFF21-\uFF3A\uFF41-\uFF5A\uD801\uDC00-\uD801\uDC4F\uD801\uDCB0-\uD801\uDCD3"
            + "\uD801\uDCD8-\uD801\uDCFB\uD803\uDC80-\uD803\uDCB2\uD803\uDCC0-\uD803\uDCF2"
            + "\uD806\uDCA0-\uD806\uDCDF\uD83A\uDD00-\uD83A\uDD43";

    private Expressions() {}

    /// Words with at most one other character in front, numbers, and symbols with the line breaks
    /// behind them.
    static String words(String number) {
      return CONTRACTION
          + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
          + number
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
          + SPACES;
    }

    /// As [#words], but words are also cut in front of capitals.
    ///
    /// @param without what no letter may be
    /// @param suffix what may follow a word
    /// @param tail what may follow symbols
    static String cased(String without, String suffix, String number, String tail) {
      String prefix = "[^\\r\\n\\p{L}\\p{N}]?";
      String upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}" + without + "]";
      String lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}" + without + "]";
      return String.join(
          "|",
          prefix + upper + "*" + lower + "+" + suffix,
          prefix + upper + "+" + lower + "*" + suffix,
          number,
          " ?[^\\s\\p{L}\\p{N}]+" + tail,
          SPACES);
    }
  }
}

"""OpenAI's client for Python, against the server at the URL given: python_client.py URL"""

import sys

import openai
from pydantic import BaseModel

MODEL = "o4-mini"
QUESTION = "What is 12 + 30?"
MESSAGES = [{"role": "user", "content": QUESTION}]
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string", "enum": ["Bonn", "Berlin"]}},
    "required": ["city"],
    "additionalProperties": False,
}
CHAT_TOOL = {"type": "function", "function": {"name": "weather", "parameters": SCHEMA, "strict": True}}
TOOL = {"type": "function", "name": "weather", "parameters": SCHEMA, "strict": True}


class Sum(BaseModel):
    result: int


client = openai.OpenAI(
    base_url=sys.argv[1],
    api_key="any",
    max_retries=0,
    timeout=120,
    _strict_response_validation=True,  # Every body and event must be of the types that it has for them.
)


def models():
    assert any(model.id == MODEL for model in client.models.list())


def chat():
    answer = client.chat.completions.create(model=MODEL, messages=MESSAGES, reasoning_effort="high")
    assert answer.choices[0].message.content == "42", answer
    chunks = list(client.chat.completions.create(model=MODEL, messages=MESSAGES, stream=True))
    assert chunks[-1].choices[0].finish_reason == "stop"
    parsed = client.chat.completions.parse(model=MODEL, messages=MESSAGES, response_format=Sum)
    assert isinstance(parsed.choices[0].message.parsed.result, int)
    called = client.chat.completions.create(
        model=MODEL, messages=MESSAGES, tools=[CHAT_TOOL], tool_choice="required", reasoning_effort="low"
    )
    assert called.choices[0].message.tool_calls[0].function.name == "weather"


def responses():
    first = client.responses.create(model=MODEL, input=QUESTION, reasoning={"effort": "high"})
    assert first.output_text == "42", first
    second = client.responses.create(model=MODEL, input="And 1 + 1?", previous_response_id=first.id)
    assert client.responses.retrieve(second.id).id == second.id
    assert len(list(client.responses.input_items.list(second.id, limit=1))) >= 1
    events = list(client.responses.create(model=MODEL, input=QUESTION, stream=True))
    assert events[-1].type == "response.completed"
    assert isinstance(client.responses.parse(model=MODEL, input=QUESTION, text_format=Sum).output_parsed.result, int)
    called = client.responses.create(
        model=MODEL, input=QUESTION, tools=[TOOL], tool_choice="required", reasoning={"effort": "low"}
    )
    assert any(item.type == "function_call" for item in called.output)
    assert client.responses.input_tokens.count(model=MODEL, input=QUESTION).input_tokens > 0
    client.responses.delete(first.id)


def state():
    conversation = client.conversations.create(items=[{"role": "user", "content": QUESTION}])
    client.responses.create(model=MODEL, input="Well?", conversation=conversation.id)
    assert len(list(client.conversations.items.list(conversation.id))) >= 3
    client.conversations.delete(conversation.id)
    stored = client.chat.completions.create(model=MODEL, messages=MESSAGES, store=True, metadata={"a": "b"})
    assert client.chat.completions.retrieve(stored.id).id == stored.id
    assert client.chat.completions.delete(stored.id).deleted
    file = client.files.create(purpose="user_data", file=("a.txt", b"some text"))
    assert client.files.content(file.id).text == "some text"
    assert client.files.delete(file.id).deleted


def embeddings():
    # Its own default, base64, does not pass its own strict validation.
    answer = client.embeddings.create(model=MODEL, input=["one", "two"], encoding_format="float")
    assert len(answer.data) == 2


def mistakes():
    for wrong, ask in (
        (openai.NotFoundError, lambda: client.models.retrieve("nope")),
        (openai.NotFoundError, lambda: client.responses.retrieve("resp_none")),
        (openai.BadRequestError, lambda: client.responses.create(model=MODEL, input="x", max_output_tokens=1)),
    ):
        try:
            ask()
        except wrong as error:
            assert error.request_id.startswith("req_")
        else:
            raise AssertionError(f"{wrong.__name__} expected")


for check in (models, chat, responses, state, embeddings, mistakes):
    check()
    print("ok", check.__name__, flush=True)

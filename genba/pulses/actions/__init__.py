from genba.pulses.actions.answering import answer
from genba.pulses.actions.sending import ask_everyone, ask_of, tell, token_of

__all__ = ["answer", "ask_everyone", "ask_of", "tell", "token_of"]

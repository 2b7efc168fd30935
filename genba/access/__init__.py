"""Who may see or do what, decided in one place.

Nouns: a *user* can sign in; a *permission* names one deed (`noun:verb`); a *role* is a named bundle of permissions;
a *grant* gives a user a role within a scope (everywhere, a country, a provider, an enterprise, a brand, oneself);
a *pass* lets somebody without an e-mail address sign in with a code and a PIN; a *token* lets a program act with
one grant. This room knows no enterprise and no workshop: each model says itself how it hangs below a scope.
"""

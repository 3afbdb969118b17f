"""Results that go where people work: packs, digests and alerts to recipients, each once, and within their rights."""

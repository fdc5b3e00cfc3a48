from tests.unit.serving.http.apps import call, misbehaving_app


def test_health_and_readiness() -> None:
    app = misbehaving_app(ready=lambda: "no file models/x/<version>/model.onnx")
    assert call(app, "GET", "/healthz").json() == {"status": "alive"}
    not_ready = call(app, "GET", "/readyz")
    assert not_ready.status_code == 503
    assert not_ready.headers["Retry-After"] == "2"
    assert "no file" in not_ready.json()["detail"]
    assert call(misbehaving_app(), "GET", "/readyz").json() == {"status": "ready"}


def test_every_error_is_in_the_openapi_document() -> None:
    document = call(misbehaving_app(), "GET", "/openapi.json").json()
    responses = document["paths"]["/echo"]["post"]["responses"]
    assert {"413", "422", "503", "504"} <= responses.keys()
    assert list(responses["503"]["content"]) == ["application/problem+json"]
    assert "Problem" in document["components"]["schemas"]
    assert call(misbehaving_app(), "GET", "/docs").status_code == 200

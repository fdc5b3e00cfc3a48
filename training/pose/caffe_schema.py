"""The messages of `caffe.proto` that hold a network's layers and weights, as protobuf classes.

Only the fields that are read are declared; protobuf skips all others. Numbers and types are those of
`src/caffe/proto/caffe.proto` of BVLC Caffe (BSD-2-Clause).
"""

from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_Field = descriptor_pb2.FieldDescriptorProto

# message -> (field, number, type, repeated); a type that starts with a dot is another message
_MESSAGES: dict[str, tuple[tuple[str, int, int | str, bool], ...]] = {
    "BlobShape": (("dim", 1, _Field.TYPE_INT64, True),),
    "BlobProto": (
        ("num", 1, _Field.TYPE_INT32, False),
        ("channels", 2, _Field.TYPE_INT32, False),
        ("height", 3, _Field.TYPE_INT32, False),
        ("width", 4, _Field.TYPE_INT32, False),
        ("data", 5, _Field.TYPE_FLOAT, True),
        ("shape", 7, ".BlobShape", False),
    ),
    "ConvolutionParameter": (
        ("num_output", 1, _Field.TYPE_UINT32, False),
        ("pad", 3, _Field.TYPE_UINT32, True),
        ("kernel_size", 4, _Field.TYPE_UINT32, True),
    ),
    "LayerParameter": (
        ("name", 1, _Field.TYPE_STRING, False),
        ("type", 2, _Field.TYPE_STRING, False),
        ("bottom", 3, _Field.TYPE_STRING, True),
        ("top", 4, _Field.TYPE_STRING, True),
        ("blobs", 7, ".BlobProto", True),
        ("convolution_param", 106, ".ConvolutionParameter", False),
    ),
    # the layers of files from before 2014, as the published caffemodel may be
    "V1LayerParameter": (
        ("name", 4, _Field.TYPE_STRING, False),
        ("blobs", 6, ".BlobProto", True),
    ),
    "NetParameter": (
        ("name", 1, _Field.TYPE_STRING, False),
        ("layers", 2, ".V1LayerParameter", True),
        ("layer", 100, ".LayerParameter", True),
    ),
}
_PACKED = {"dim", "data"}


def net_parameter() -> Any:
    """A new, empty `NetParameter`."""
    return _NET_PARAMETER()


def _build() -> Any:
    file = descriptor_pb2.FileDescriptorProto(
        name="vitrine_caffe.proto", package="vitrine_caffe", syntax="proto2"
    )
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind, repeated in fields:
            declared = message.field.add(name=field, number=number)
            declared.label = _Field.LABEL_REPEATED if repeated else _Field.LABEL_OPTIONAL
            if isinstance(kind, str):
                declared.type = _Field.TYPE_MESSAGE
                declared.type_name = f".vitrine_caffe{kind}"
            else:
                declared.type = _Field.Type.ValueType(kind)
            declared.options.packed = field in _PACKED
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("vitrine_caffe.NetParameter"))


_NET_PARAMETER = _build()

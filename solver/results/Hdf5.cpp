// SPDX-License-Identifier: GPL-3.0-or-later
#include "solver/results/Hdf5.h"

#include "solver/core/Error.h"
#include "solver/results/AtomicFile.h"

#include <fmt/format.h>

#include <algorithm>

namespace coldloop::results {

namespace {

constexpr std::size_t growth = 1 << 20; // [B] step in which an image in memory grows

// Access properties of a file in memory that never reaches the disk through HDF5.
Handle inMemory()
{
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fapl_core(access.get(), growth, 0);
    // The oldest layout: HDF5 1.10.8 gives a false checksum to the image of a file with a version 2 superblock.
    H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18);
    return access;
}

Handle textType(std::size_t length)
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), std::max<std::size_t>(length, 1));
    H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
    return type;
}

Handle withGroups()
{
    Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    H5Pset_create_intermediate_group(links.get(), 1);
    return links;
}

herr_t put(hid_t file, const std::string& path, const std::string& name, hid_t type, const Handle& space,
           const void* value)
{
    const Handle made(
        H5Acreate_by_name(file, path.c_str(), name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose);
    return made.get() < 0 ? -1 : H5Awrite(made.get(), type, value);
}

} // namespace

// The innermost entry of HDF5's error stack, which names the cause.
std::string hdf5Cause()
{
    std::string cause;
    const auto take = [](unsigned, const H5E_error2_t* entry, void* text) -> herr_t {
        if (entry->desc) *static_cast<std::string*>(text) = entry->desc;
        return 1; // the first is enough
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take, &cause);
    return cause.empty() ? "no cause given" : cause;
}

herr_t putAttribute(hid_t file, const std::string& path, const std::string& name, const std::string& value)
{
    const Handle type = textType(value.size());
    return put(file, path, name, type.get(), Handle(H5Screate(H5S_SCALAR), H5Sclose),
               value.empty() ? "\0" : value.data());
}

herr_t putAttribute(hid_t file, const std::string& path, const std::string& name, const std::vector<int>& values)
{
    const hsize_t count = values.size();
    return put(file, path, name, H5T_NATIVE_INT, Handle(H5Screate_simple(1, &count, nullptr), H5Sclose), values.data());
}

herr_t putStrings(hid_t file, const std::string& path, const std::vector<std::string>& texts)
{
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    const hsize_t count = texts.size();
    const Handle type = textType(H5T_VARIABLE);
    const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const Handle made(
        H5Dcreate2(file, path.c_str(), type.get(), space.get(), withGroups().get(), H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose);
    if (made.get() < 0 || texts.empty()) return made.get() < 0 ? -1 : 0;
    return H5Dwrite(made.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data());
}

std::string nameInMemory(const void* owner) { return fmt::format("coldloop-{}", owner); }

QuietHdf5::QuietHdf5()
{
    H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietHdf5::~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

herr_t Handle::reset()
{
    const hid_t id = id_;
    id_ = H5I_INVALID_HID;
    return id < 0 ? 0 : close_(id);
}

Hdf5Writer::Hdf5Writer(std::filesystem::path file)
    : path_(std::move(file)),
      file_(H5Fcreate(nameInMemory(this).c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, inMemory().get()), H5Fclose)
{
    checked(file_.get(), "make it");
}

hid_t Hdf5Writer::checked(hid_t result, const std::string& doing) const
{
    if (result < 0)
        throw EnvironmentError(fmt::format("cannot write '{}': HDF5 could not {} ({}). Check the memory that is left.",
                                           path_.string(), doing, hdf5Cause()));
    return result;
}

void Hdf5Writer::group(const std::string& path)
{
    const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    checked(H5Pset_create_intermediate_group(links.get(), 1), "set properties");
    const Handle group(H5Gcreate2(file_.get(), path.c_str(), links.get(), H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    checked(group.get(), "make the group " + path);
}

Handle Hdf5Writer::dataset(const std::string& path, hid_t type, const std::vector<hsize_t>& shape, bool compressed)
{
    const Handle links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
    checked(H5Pset_create_intermediate_group(links.get(), 1), "set properties");
    const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    const bool empty = std::find(shape.begin(), shape.end(), hsize_t(0)) != shape.end();
    if (compressed && !empty) {
        std::vector<hsize_t> chunk = shape;
        for (hsize_t& length : chunk) length = std::min<hsize_t>(length, 256);
        checked(H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data()), "set chunks");
        checked(H5Pset_shuffle(creation.get()), "set the shuffle filter");
        checked(H5Pset_deflate(creation.get(), 1), "set compression");
    }
    const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose);
    checked(space.get(), "describe " + path);
    Handle made(H5Dcreate2(file_.get(), path.c_str(), type, space.get(), links.get(), creation.get(), H5P_DEFAULT),
                H5Dclose);
    checked(made.get(), "make " + path);
    return made;
}

template <class T>
void Hdf5Writer::write(const std::string& path, const std::vector<T>& data, const std::vector<hsize_t>& shape,
                       const std::string& unit, bool compressed)
{
    hsize_t count = 1;
    for (hsize_t length : shape) count *= length;
    expects(count == data.size(), "an HDF5 dataset has as many values as its shape says");
    Handle made = dataset(path, nativeType<T>(), shape, compressed);
    if (count > 0)
        checked(H5Dwrite(made.get(), nativeType<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()), "write " + path);
    checked(made.reset(), "close " + path);
    if (!unit.empty()) attribute(path, "unit", unit);
}

template void Hdf5Writer::write(const std::string&, const std::vector<double>&, const std::vector<hsize_t>&,
                                const std::string&, bool);
template void Hdf5Writer::write(const std::string&, const std::vector<int>&, const std::vector<hsize_t>&,
                                const std::string&, bool);
template void Hdf5Writer::write(const std::string&, const std::vector<std::int64_t>&, const std::vector<hsize_t>&,
                                const std::string&, bool);
template void Hdf5Writer::write(const std::string&, const std::vector<std::uint8_t>&, const std::vector<hsize_t>&,
                                const std::string&, bool);

void Hdf5Writer::writeStrings(const std::string& path, const std::vector<std::string>& texts)
{
    checked(putStrings(file_.get(), path, texts), "write " + path);
}

void Hdf5Writer::attribute(const std::string& path, const std::string& name, const std::string& value)
{
    checked(putAttribute(file_.get(), path, name, value), "write the attribute " + name + " of " + path);
}

void Hdf5Writer::attribute(const std::string& path, const std::string& name, const std::vector<int>& values)
{
    checked(putAttribute(file_.get(), path, name, values), "write the attribute " + name + " of " + path);
}

void Hdf5Writer::save()
{
    checked(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), "complete it");
    const ssize_t size = H5Fget_file_image(file_.get(), nullptr, 0);
    checked(size < 0 ? -1 : 0, "measure it");
    std::string image(static_cast<std::size_t>(size), '\0');
    checked(H5Fget_file_image(file_.get(), image.data(), image.size()) == size ? 0 : -1, "copy it");
    checked(file_.reset(), "close it");
    writeBytes(path_, image);
}

} // namespace coldloop::results
